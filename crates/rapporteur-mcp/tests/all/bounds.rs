//! How much a client is given at once, and that every word of it stands where it says.

use crate::records::{Kept, REPORTS, call, large, meta};
use serde_json::{Value, json};

/// Questions of each tool that find much.
fn questions() -> Vec<(&'static str, Value)> {
    vec![
        ("search", json!({"query": "ferry OR barge", "limit": 50})),
        ("search", json!({"query": "who mended the gate's lock?", "limit": 50})),
        ("fetch", json!({"id": "row-3"})),
        ("statements", json!({"limit": 50})),
        ("statements", json!({"by": "Oruc", "form": "direct", "limit": 50})),
        ("story", json!({"limit": 50})),
        ("story", json!({"about": "levy", "limit": 50})),
        ("who", json!({"limit": 50})),
        ("who", json!({"name": "Oruc", "limit": 50})),
        ("who", json!({"office": "Foreign Minister of India", "limit": 50})),
        ("standing", json!({"kind": "position", "limit": 50})),
        ("standing", json!({"kind": "commitment", "limit": 50})),
        ("council", json!({"ask": "members", "on": "2022-02-25", "limit": 50})),
        ("council", json!({"ask": "vote", "on": "2022-02-25", "no": ["RU"], "abstain": ["CN", "IN", "AE"]})),
        (
            "verify_text",
            json!({"text": "Oruc said the ferry with grain would sail again on Monday. \"We have mended the gate\", Oruc said. ".repeat(8), "limit": 50}),
        ),
    ]
}

#[test]
fn the_list_of_tools_is_small_and_names_the_check() {
    let server = Kept::of("").server();
    let line = json!({"jsonrpc": "2.0", "id": 1, "method": "tools/list", "params": {"_meta": meta()}});
    let answer = server.answer(line.to_string().as_bytes()).expect("a request is answered");
    assert!(answer.len() < 6000, "{} bytes", answer.len());
    let answer: Value = serde_json::from_str(&answer).expect("it is JSON");
    let tools = answer["result"]["tools"].as_array().expect("a list");
    assert_eq!(tools.len(), 8);
    for tool in tools {
        assert!(tool["description"].as_str().is_some_and(|words| words.contains("verify_text")), "{tool}");
        assert_eq!(tool["annotations"]["readOnlyHint"], true, "{tool}");
        assert!(tool["inputSchema"]["properties"].is_object(), "{tool}");
        // Whoever may ask for rows a page at a time may ask for the next.
        assert!(tool["inputSchema"]["properties"]["cursor"].is_object(), "{tool}");
    }
    let line = json!({"jsonrpc": "2.0", "id": 1, "method": "server/discover", "params": {"_meta": meta()}});
    let answer: Value = serde_json::from_str(&server.answer(line.to_string().as_bytes()).expect("it is answered")).expect("it is JSON");
    assert!(answer["result"]["instructions"].as_str().is_some_and(|words| words.len() < 1500));
}

#[test]
fn results_are_small_and_say_what_they_leave_out() {
    let server = large().server();
    for (tool, arguments) in questions() {
        let answer = call(&server, tool, arguments.clone());
        assert!(answer.len() < 20_000, "{tool} {arguments}: {} bytes", answer.len());
        let answer: Value = serde_json::from_str(&answer).expect("it is JSON");
        let result = &answer["result"];
        assert_eq!(result["isError"], false, "{tool} {arguments}: {answer}");
        let data = &result["structuredContent"];
        assert_eq!(result["content"][0]["text"].as_str(), Some(data.to_string().as_str()), "{tool}: the text is the data");
        let left = if tool == "fetch" { &data["metadata"]["left_out"] } else { &data["left_out"] };
        assert!(left.is_string(), "{tool}: {data}");
        let rows = data["rows"].as_array().or(data["results"].as_array());
        assert!(tool == "fetch" || rows.is_some_and(|rows| !rows.is_empty()), "{tool} {arguments}: {data}");
    }
}

#[test]
fn every_row_is_cited_and_stands_there() {
    let server = large().server();
    let mut cited = 0;
    for (tool, arguments) in questions() {
        let answer: Value = serde_json::from_str(&call(&server, tool, arguments.clone())).expect("it is JSON");
        let data = &answer["result"]["structuredContent"];
        for row in data["rows"].as_array().or(data["results"].as_array()).into_iter().flatten() {
            if row["source"].is_string() || tool == "council" {
                continue;
            }
            let Some(quote) = row["quote"].as_str() else {
                // What no report decides has no words of one.
                assert!(tool == "verify_text" && row["statement"].is_null() || tool == "who", "{tool}: {row}");
                continue;
            };
            let (key, range) = row["cite"].as_str().and_then(|cite| cite.split_once(':')).expect("a place");
            let (start, end) = range.split_once('-').expect("a range");
            let text = large().text(key);
            let there = &text[start.parse().expect("a number")..end.parse().expect("a number")];
            assert!(quote.split(" … ").all(|part| there.contains(part)), "{tool}: {quote} is not {there}");
            assert!(row["outlet"].is_string() && row["day"].is_string() && row["url"].is_string(), "{tool}: {row}");
            cited += 1;
        }
    }
    assert!(cited > 60, "{cited} rows were cited");
}

#[test]
fn pages_follow_each_other_without_a_gap() {
    let server = large().server();
    let (mut seen, mut cursor) = (Vec::new(), Value::Null);
    loop {
        let answer: Value =
            serde_json::from_str(&call(&server, "search", json!({"query": "ferry", "limit": 50, "cursor": cursor}))).expect("it is JSON");
        let data = &answer["result"]["structuredContent"];
        seen.extend(data["results"].as_array().expect("rows").iter().map(|row| row["id"].to_string()));
        cursor = data["next"].clone();
        if cursor.is_null() {
            break;
        }
    }
    let all = seen.len();
    seen.sort();
    seen.dedup();
    assert_eq!((all, seen.len()), (REPORTS, REPORTS));

    let (mut text, mut cursor) = (String::new(), Value::Null);
    let key = loop {
        let answer: Value = serde_json::from_str(&call(&server, "fetch", json!({"id": "row-5", "cursor": cursor}))).expect("it is JSON");
        let data = &answer["result"]["structuredContent"];
        text += data["text"].as_str().expect("a text");
        cursor = data["metadata"]["next"].clone();
        if cursor.is_null() {
            break data["id"].as_str().expect("a key").to_owned();
        }
    };
    assert_eq!(text, large().text(&key));
}
