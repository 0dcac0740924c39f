#nullable disable

namespace Amazon.Lambda.DynamoDBEvents;

public partial class DynamoDBEvent
{
    /// <summary>One value of an item. The member named for its type is set, the others are null.</summary>
    public class AttributeValue
    {
        /// <summary>Binary, from base64.</summary>
        public MemoryStream B { get; set; }

        /// <summary>Boolean.</summary>
        public bool? BOOL { get; set; }

        /// <summary>A set of binaries.</summary>
        public List<MemoryStream> BS { get; set; }

        /// <summary>A list.</summary>
        public List<AttributeValue> L { get; set; }

        /// <summary>A map.</summary>
        public Dictionary<string, AttributeValue> M { get; set; }

        /// <summary>A number, as the text that DynamoDB gives: up to 38 significant digits.</summary>
        public string N { get; set; }

        /// <summary>A set of numbers.</summary>
        public List<string> NS { get; set; }

        /// <summary>True for a null.</summary>
        public bool? NULL { get; set; }

        /// <summary>A string.</summary>
        public string S { get; set; }

        /// <summary>A set of strings.</summary>
        public List<string> SS { get; set; }
    }
}
