//! Lines that nobody should send: each is answered once or not at all, and the next is heard.

use crate::records::{Kept, meta};
use proptest::prelude::*;
use rapporteur_mcp::{LONGEST, Server, speak};
use serde_json::{Value, json};

const ROW: &str = r#"{"id": "a", "outlet": "Harbour Post", "published": "2031-03-02", "text": "Mira Oruc, the harbour master, said the ferry would sail again on Monday."}"#;

thread_local! {
    static SERVED: (Kept, Server) = {
        let kept = Kept::of(ROW);
        let server = kept.server();
        (kept, server)
    };
}

/// What a server over a small record says to some bytes.
fn heard(bytes: &[u8]) -> Vec<Value> {
    let mut output = Vec::new();
    SERVED.with(|(_, server)| speak(server, bytes, &mut output)).expect("bytes can be read and written");
    let output = String::from_utf8(output).expect("answers are UTF-8");
    assert!(output.is_empty() || output.ends_with('\n'), "{output}");
    output.lines().map(|line| serde_json::from_str(line).expect("an answer is JSON")).collect()
}

/// Words, numbers and shapes that a message is made of, put together at random.
fn value() -> impl Strategy<Value = Value> {
    let word = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        "[a-z\"\\\\:.0-9é🦀 -]{0,12}".prop_map(Value::from),
        prop::sample::select(vec![
            "ferry",
            "Oruc",
            "r0",
            "2031-03-02..",
            "s0000",
            "q1234",
            "k1234",
            "position",
            "commitment",
            "vote",
            "docket",
            "\"",
            "NEAR("
        ])
        .prop_map(Value::from),
    ];
    word.prop_recursive(3, 12, 4, |inner| {
        let name = prop::sample::select(vec![
            "query", "id", "by", "about", "on", "limit", "cursor", "text", "kind", "ask", "name", "office", "state", "due", "no", "since",
            "x",
        ]);
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::vec((name, inner), 0..5)
                .prop_map(|fields| Value::Object(fields.into_iter().map(|(name, value)| (name.to_owned(), value)).collect())),
        ]
    })
}

/// A message, nearly right.
fn message() -> impl Strategy<Value = Value> {
    let method =
        prop::sample::select(vec!["tools/call", "tools/call", "tools/call", "tools/list", "initialize", "ping", "server/discover", "x"]);
    let tool = prop::sample::select(vec![
        "search",
        "fetch",
        "statements",
        "story",
        "who",
        "verify_text",
        "standing",
        "council",
        "delete_everything",
    ]);
    (method, tool, value(), prop_oneof![3 => Just(json!(1)), 1 => value()], prop_oneof![3 => Just(meta()), 1 => value()]).prop_map(
        |(method, tool, arguments, id, meta)| {
            json!({"jsonrpc": "2.0", "id": id, "method": method, "params": {"name": tool, "arguments": arguments, "_meta": meta}})
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_line_is_answered_twice(line in prop::collection::vec(any::<u8>(), 0..200)) {
        let lines = line.split(|&byte| byte == b'\n').count();
        let answers = heard(&line);
        prop_assert!(answers.len() <= lines);
        prop_assert!(answers.iter().all(|answer| answer["error"]["code"].is_i64() || answer["result"].is_object()));
    }

    #[test]
    fn what_is_nearly_a_message_is_answered_once(message in message()) {
        let answers = heard(format!("{message}\n").as_bytes());
        prop_assert_eq!(answers.len(), 1, "{}", message);
        let answer = &answers[0];
        prop_assert_eq!(answer["jsonrpc"].as_str(), Some("2.0"));
        prop_assert!(answer.get("result").is_some() != answer.get("error").is_some(), "{}", answer);
        // Nothing that is asked breaks what answers.
        prop_assert_ne!(answer["error"]["code"].as_i64(), Some(-32603), "{}: {}", message, answer);
        prop_assert!(answer.to_string().len() < 20_000);
    }
}

#[test]
fn a_line_that_is_too_long_is_passed_over() {
    let ping = "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"ping\"}\n";
    let answers = heard(format!("{}\n{ping}", "x".repeat(3 * LONGEST)).as_bytes());
    assert_eq!(answers.len(), 2, "{answers:?}");
    assert_eq!(answers[0]["error"]["code"], -32700);
    assert_eq!((&answers[1]["id"], &answers[1]["result"]), (&json!(7), &json!({})));
    // One that is just as long as may be is read.
    let padded = format!("{}{}\n", " ".repeat(LONGEST - ping.len() + 1), ping.trim_end());
    assert_eq!(heard(padded.as_bytes())[0]["id"], 7);
}

#[test]
fn a_record_that_is_made_meanwhile_is_seen() {
    let kept = Kept::of("");
    let server = kept.server();
    let ask = || crate::records::call(&server, "search", json!({"query": "ferry"}));
    let missing: Value = serde_json::from_str(&ask()).expect("it is JSON");
    assert_eq!(missing["result"]["isError"], true, "{missing}");
    kept.add(ROW);
    let there: Value = serde_json::from_str(&ask()).expect("it is JSON");
    assert_eq!(there["result"]["structuredContent"]["total"], 1, "{there}");
}

#[test]
fn word_lists_that_change_meanwhile_are_used() {
    let kept = Kept::of(ROW);
    let server = kept.server();
    let has_office = || crate::records::call(&server, "who", json!({"name": "Mira Oruc"})).contains("Keeper of Halden");
    assert!(!has_office());
    kept.keep(Some("holder\tKeeper of Halden\t\t\tMira Oruc\t2029\t\t2032-01-01"));
    assert!(has_office());
    kept.keep(None);
    assert!(!has_office());
}
