import EngineInterface
import Foundation
import Testing

@testable import Containers

/// What is said of a program that is there and that the kernel does not start.
@Suite struct StartWordsTests {
    private static let line =
        #"{"msg":"exec container process (missing dynamic library?) `/s`: No such file or directory","level":"error","#
        + #""time":"2026-11-21T20:12:54.968947Z"}"#
    private static let message = "exec container process (missing dynamic library?) `/s`: No such file or directory"

    @Test(
        arguments: [
            ("all at once", [line + "\n"], message),
            ("in pieces", ["{\"ms", String(line.dropFirst(4)), "\n"], message),
            ("red, on a terminal", ["\u{1B}[1;31m" + line + "\u{1B}[0m\r\n"], message),
            ("a line of the program's own before", ["hello\n", line + "\n"], nil),
            ("a line of the program's own after", [line + "\n", "hello\n"], nil),
            ("another object", ["{\"msg\":\"hello\"}\n"], nil),
            ("half a line", [String(line.prefix(60))], nil),
            ("nothing", [], nil),
        ] as [(String, [String], String?)])
    func wordsOfTheRuntimeAreTold(_ name: String, pieces: [String], message: String?) {
        var words = StartWords()
        var passed: [UInt8] = []
        for piece in pieces { passed += words.pass(Array(piece.utf8)) }
        #expect(words.message == message)
        // Whatever is not the runtime's arrives unchanged.
        if message == nil { #expect(String(decoding: passed + words.release(), as: UTF8.self) == pieces.joined()) }
        if message != nil { #expect(passed.isEmpty) }
    }

    @Test func tooMuchIsNotHeldBack() {
        var words = StartWords()
        let start = Array("{\"msg\":\"exec container process".utf8)
        #expect(words.pass(start).isEmpty)
        let more = [UInt8](repeating: 65, count: 10_000)
        #expect(words.pass(more) == start + more)
        #expect(words.pass([66]) == [66])
    }

    @Test(
        arguments: [
            ("#!/bin/bash\necho\n", .missingInterpreter("/bin/bash")),
            ("#! /bin/sh -e\necho\n", nil),
            ("#!\t/bin/sh", nil),
            ("#!/bin/sh\r\necho\r\n", .carriageReturn(interpreter: "/bin/sh")),
            ("#!/usr/bin/env python3\n", .missingInterpreter("/usr/bin/env")),
            ("#!\n", .noInterpreter),
            ("echo hi\n", .noInterpreter),
            ("", .noInterpreter),
            ("\u{7F}ELF\u{2}", .program),
            ("a\0b", .program),
        ] as [(String, ProgramFault?)])
    func theFirstLineTellsTheCause(_ text: String, fault: ProgramFault?) {
        #expect(ProgramFault(start: Array(text.utf8)) { $0 == "/bin/sh" } == fault)
    }

    @Test func theSentenceNamesFileAndInterpreter() {
        let help = ProgramFault.missingInterpreter("/bin/bash").help("/start.sh")
        #expect(help.contains("/start.sh") && help.contains("/bin/bash") && help.contains("#!/bin/sh"))
        #expect(ProgramFault.carriageReturn(interpreter: "/bin/sh").help("/s").contains(#"sed -i 's/\r$//' /s"#))
        #expect(RuntimeLog.program(in: Self.message) == "/s")
        #expect(RuntimeLog.program(in: "something `else`: entirely") == nil)
    }
}
