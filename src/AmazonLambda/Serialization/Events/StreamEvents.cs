#nullable disable
using Amazon.Lambda.DynamoDBEvents;
using Amazon.Lambda.Serialization.SystemTextJson.Json;

namespace Amazon.Lambda.Serialization.SystemTextJson.Events;

/// <summary>Reads the event of a table's stream.</summary>
internal static class StreamEvents
{
    private const int UsualAttributes = 12;

    public static DynamoDBEvent Read(ref EventReader reader)
    {
        DynamoDBEvent read = new();
        while (reader.NextMember(out string name))
        {
            if (name is "Records")
            {
                read.Records = reader.Objects(ReadRecord);
            }
            else
            {
                reader.Skip();
            }
        }

        return read;
    }

    private static DynamoDBEvent.DynamodbStreamRecord ReadRecord(ref EventReader reader)
    {
        DynamoDBEvent.DynamodbStreamRecord record = new();
        while (reader.NextMember(out string name))
        {
            switch (name)
            {
                case "eventID": record.EventID = reader.String(); break;
                case "eventName": record.EventName = reader.Repeated(); break;
                case "eventVersion": record.EventVersion = reader.Repeated(); break;
                case "eventSource": record.EventSource = reader.Repeated(); break;
                case "eventSourceARN": record.EventSourceArn = reader.Repeated(); break;
                case "awsRegion": record.AwsRegion = reader.Repeated(); break;
                case "dynamodb": record.Dynamodb = reader.Object(ReadChange); break;
                case "userIdentity": record.UserIdentity = reader.Object(ReadIdentity); break;
                default: reader.Skip(); break;
            }
        }

        return record;
    }

    private static DynamoDBEvent.StreamRecord ReadChange(ref EventReader reader)
    {
        DynamoDBEvent.StreamRecord change = new();
        while (reader.NextMember(out string name))
        {
            switch (name)
            {
                case "ApproximateCreationDateTime": change.ApproximateCreationDateTime = reader.Time(); break;
                case "Keys": change.Keys = reader.Map(AttributeValues.Read, capacity: 1); break;
                case "NewImage": change.NewImage = reader.Map(AttributeValues.Read, UsualAttributes); break;
                case "OldImage": change.OldImage = reader.Map(AttributeValues.Read, UsualAttributes); break;
                case "SequenceNumber": change.SequenceNumber = reader.String(); break;
                case "SizeBytes": change.SizeBytes = reader.Integer(); break;
                case "StreamViewType": change.StreamViewType = reader.Repeated(); break;
                default: reader.Skip(); break;
            }
        }

        return change;
    }

    private static DynamoDBEvent.Identity ReadIdentity(ref EventReader reader)
    {
        DynamoDBEvent.Identity identity = new();
        while (reader.NextMember(out string name))
        {
            switch (name)
            {
                case "principalId": identity.PrincipalId = reader.Repeated(); break;
                case "type": identity.Type = reader.Repeated(); break;
                default: reader.Skip(); break;
            }
        }

        return identity;
    }
}
