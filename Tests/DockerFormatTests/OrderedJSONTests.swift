import DockerFormat
import Testing

/// The text was written by Go's encoding/json for a struct with the same fields.
@Suite struct OrderedJSONTests {
    static let value: OrderedJSON = [
        "Id": "x", "Text": "<a> & \"b\" \\ é \u{2028}\u{2029} 😀 /", "Ctl": "\u{8}\u{c}\n\r\t\u{0}\u{1f}\u{7f}",
        "L": .strings(["a", "b"]), "EmptyL": [], "NilL": .nilList,
        "M": .strings(["b": "2", "a": "1", "<": "3"]), "EmptyM": .map([:]), "NilM": .nilMap,
        "F": [0.0, 1.0, 1.5, -2.25, 1e6, 1e20, 1e21, 1.5e300, 1e-6, 1e-7, 123456789.125, 0.1],
        "I": [-1, 9_223_372_036_854_775_807], "U": .unsigned(.max), "B": false,
        "S": .object([.init("Z", "z"), .init("A", 0), .init("O", "", omitsEmpty: true), .init("N", nil)]),
        "P": nil, "Nested": [[1, 2], [], [3]], "E": [:], "Ports": .set(["80/tcp", "443/tcp"]),
        "T": .time(GoTime(nanoseconds: 1_795_276_049_120_000_000)),
    ]

    static let compact = #"""
        {"Id":"x","Text":"\u003ca\u003e \u0026 \"b\" \\ é \u2028\u2029 😀 /","Ctl":"\b\f\n\r\t\u0000\u001fDEL","L":["a","b"],"EmptyL":[],"NilL":null,"M":{"\u003c":"3","a":"1","b":"2"},"EmptyM":{},"NilM":null,"F":[0,1,1.5,-2.25,1000000,100000000000000000000,1e+21,1.5e+300,0.000001,1e-7,123456789.125,0.1],"I":[-1,9223372036854775807],"U":18446744073709551615,"B":false,"S":{"Z":"z","A":0,"N":null},"P":null,"Nested":[[1,2],[],[3]],"E":{},"Ports":{"443/tcp":{},"80/tcp":{}},"T":"2026-11-21T15:47:29.12Z"}
        """#

    @Test func onOneLine() {
        #expect(Self.value.compact() == Self.compact.replacing("DEL", with: "\u{7f}"))
    }

    @Test func overLines() {
        let value: OrderedJSON = [
            [
                "Id": "x", "EmptyL": [], "M": .strings(["b": "<", "a": "1"]), "EmptyM": .map([:]), "S": ["A": 0],
                "Nested": [[1, 2], []], "E": [:],
            ]
        ]
        #expect(
            value.indented() == #"""
                [
                    {
                        "Id": "x",
                        "EmptyL": [],
                        "M": {
                            "a": "1",
                            "b": "\u003c"
                        },
                        "EmptyM": {},
                        "S": {
                            "A": 0
                        },
                        "Nested": [
                            [
                                1,
                                2
                            ],
                            []
                        ],
                        "E": {}
                    }
                ]
                """#)
    }

    @Test func escapesHTMLUnlessTold() {
        #expect(OrderedJSON.string("<&>").compact(escapesHTML: false) == "\"<&>\"")
    }

    @Test func members() {
        #expect(Self.value["Id"] == "x")
        #expect(Self.value["M"]?["a"] == "1")
        #expect(Self.value["Nope"] == nil)
        #expect(Self.value["B"]?["x"] == nil)
    }
}
