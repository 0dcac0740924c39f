#nullable disable

namespace Amazon.Lambda.DynamoDBEvents;

public partial class DynamoDBEvent
{
    /// <summary>One value of an item. The member named for its type is set; the others are null.</summary>
    public class AttributeValue
    {
        // Nearly all values are text or numbers, and a batch has thousands: the other types share one reference, which is usually null.
        private Others _others;

        /// <summary>Binary, from base64.</summary>
        public MemoryStream B
        {
            get => _others?.B;
            set => Set(value, static (others, binary) => others.B = binary);
        }

        /// <summary>Boolean.</summary>
        public bool? BOOL
        {
            get => _others?.Bool;
            set => Set(value, static (others, flag) => others.Bool = flag);
        }

        /// <summary>A set of binaries.</summary>
        public List<MemoryStream> BS
        {
            get => _others?.BS;
            set => Set(value, static (others, binaries) => others.BS = binaries);
        }

        /// <summary>A list.</summary>
        public List<AttributeValue> L
        {
            get => _others?.L;
            set => Set(value, static (others, list) => others.L = list);
        }

        /// <summary>A map.</summary>
        public Dictionary<string, AttributeValue> M
        {
            get => _others?.M;
            set => Set(value, static (others, map) => others.M = map);
        }

        /// <summary>A number, as DynamoDB's text: up to 38 significant digits.</summary>
        public string N { get; set; }

        /// <summary>A set of numbers.</summary>
        public List<string> NS
        {
            get => _others?.NS;
            set => Set(value, static (others, numbers) => others.NS = numbers);
        }

        /// <summary>True for a null.</summary>
        public bool? NULL
        {
            get => _others?.Null;
            set => Set(value, static (others, flag) => others.Null = flag);
        }

        /// <summary>A string.</summary>
        public string S { get; set; }

        /// <summary>A set of strings.</summary>
        public List<string> SS
        {
            get => _others?.SS;
            set => Set(value, static (others, strings) => others.SS = strings);
        }

        private void Set<T>(T value, Action<Others, T> set)
        {
            if (value is not null || _others is not null)
            {
                set(_others ??= new Others(), value);
            }
        }

        private sealed class Others
        {
            public MemoryStream B { get; set; }

            public bool? Bool { get; set; }

            public List<MemoryStream> BS { get; set; }

            public List<AttributeValue> L { get; set; }

            public Dictionary<string, AttributeValue> M { get; set; }

            public List<string> NS { get; set; }

            public bool? Null { get; set; }

            public List<string> SS { get; set; }
        }
    }
}
