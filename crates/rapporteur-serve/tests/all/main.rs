//! The pages over a record of invented reports: what is shown, what is refused, what a hostile report can do.

mod served;

use served::{Answer, Served};

const PAGES: [&str; 8] = ["/", "/statements", "/actors", "/outlets", "/verify", "/method", "/search", "/search?q=ferry"];

#[test]
fn every_page_is_whole_and_sealed() {
    let served = Served::new();
    for path in PAGES {
        let answer = served.get(path);
        assert_eq!(answer.status, 200, "{path}: {}", answer.body);
        assert!(answer.body.contains("<main id=\"main\">") && answer.body.trim_end().ends_with("</html>"), "{path}");
        assert!(answer.header("content-security-policy").is_some_and(|policy| policy.starts_with("default-src 'none'")), "{path}");
        assert_eq!(answer.header("x-content-type-options").as_deref(), Some("nosniff"), "{path}");
        assert_eq!(answer.header("referrer-policy").as_deref(), Some("no-referrer"), "{path}");
    }
}

#[test]
fn what_is_shown_leads_to_its_place() {
    let served = Served::new();
    let front = served.get("/");
    let story = front.link("/story/");
    let page = served.get(&story);
    assert!(page.body.contains("Who said what"), "{}", page.body);
    let place = page.link("/report/").replace("&#38;", "&").replace("&amp;", "&");
    let report = served.get(place.split('#').next().expect("an address has a beginning"));
    assert_eq!(report.status, 200, "{}", report.body);
    assert!(report.body.contains("<mark"), "{}", report.body);
    let said = served.get("/statements?by=Oruc");
    assert!(said.body.contains("the ferry would sail again on Monday"), "{}", said.body);
    assert_eq!(served.get(&said.link("/statement/")).status, 200);
    assert_eq!(served.get(&said.link("/actor/")).status, 200);
}

#[test]
fn other_sites_are_refused() {
    let served = Served::new();
    let host = served.host();
    let statuses = |headers: &[(&str, &str)], method: &str| served.ask(method, "/verify", headers, "text=x").status;
    assert_eq!(statuses(&[("host", "evil.example")], "GET"), 421);
    assert_eq!(statuses(&[("host", &format!("evil.example:{}", served.port()))], "GET"), 421);
    assert_eq!(statuses(&[("host", &host), ("origin", "http://evil.example")], "POST"), 403);
    assert_eq!(statuses(&[("host", &host), ("origin", "null")], "POST"), 403);
    assert_eq!(statuses(&[("host", &host), ("sec-fetch-site", "cross-site"), ("sec-fetch-mode", "no-cors")], "GET"), 403);
    assert_eq!(statuses(&[("host", &host), ("sec-fetch-site", "cross-site"), ("sec-fetch-mode", "navigate")], "POST"), 403);
    assert_eq!(statuses(&[("host", &host), ("sec-fetch-site", "cross-site"), ("sec-fetch-mode", "navigate")], "GET"), 200);
    assert_eq!(statuses(&[("host", &host), ("sec-fetch-site", "same-origin"), ("origin", &format!("http://{host}"))], "GET"), 200);
    let local = format!("localhost:{}", served.port());
    assert_eq!(statuses(&[("host", &local)], "GET"), 200);
}

#[test]
fn every_path_of_the_api_answers() {
    let served = Served::new();
    let described: serde_json::Value = serde_json::from_str(&served.get("/api/v1/openapi.json").body).expect("it is JSON");
    for (path, methods) in described["paths"].as_object().expect("there are paths") {
        let mut asked = format!("/api/v1{path}");
        for (list, one) in [("/stories", "{key}"), ("/statements", "{id}"), ("/actors", "{id}"), ("/reports", "{key}")] {
            if path.starts_with(list) && path.contains(one) {
                asked = format!("/api/v1{list}/{}", served.first(list));
            }
        }
        if path == "/search" {
            asked += "?q=ferry";
        }
        let answer = if methods.get("post").is_some() {
            served.ask("POST", &asked, &[("host", &served.host())], "The ferry sails, Mira Oruc said.")
        } else {
            served.get(&asked)
        };
        assert_eq!(answer.status, 200, "{asked}: {}", answer.body);
        assert_eq!(answer.header("content-type").as_deref(), Some("application/json"), "{asked}");
    }
    for wrong in [
        "/api/v1/stories?limit=0",
        "/api/v1/stories?limit=x",
        "/api/v1/stories?since=soon",
        "/api/v1/search",
        "/api/v1/reports/zz",
        "/api/v1/nothing",
    ] {
        let answer = served.get(wrong);
        assert!((400..500).contains(&answer.status), "{wrong}: {}", answer.status);
        assert_eq!(answer.header("content-type").as_deref(), Some("application/problem+json"), "{wrong}");
    }
}

#[test]
fn pages_of_rows_make_the_whole() {
    let served = Served::new();
    let rows = |path: &str| serde_json::from_str::<serde_json::Value>(&served.get(path).body).expect("it is JSON");
    let whole = rows("/api/v1/statements?limit=100");
    let (mut found, mut next) = (Vec::new(), Some("0".to_owned()));
    while let Some(cursor) = next {
        let page = rows(&format!("/api/v1/statements?limit=1&cursor={cursor}"));
        found.extend(page["rows"].as_array().expect("rows").clone());
        next = page["next"].as_str().map(str::to_owned);
    }
    assert_eq!(serde_json::Value::from(found), whole["rows"]);
}

#[test]
fn who_has_an_answer_is_not_given_it_again() {
    let served = Served::new();
    let tag = served.get("/").header("etag").expect("a fingerprint");
    let again = served.ask("GET", "/", &[("host", &served.host()), ("if-none-match", &tag)], "");
    assert_eq!((again.status, again.body.as_str()), (304, ""));
}

#[test]
fn a_hostile_report_is_only_words() {
    let served = Served::new();
    let front = served.get("/");
    let hostile = served.get("/search?q=crane");
    let feed = served.get("/feeds/new.atom");
    for Answer { body, .. } in [&front, &hostile, &feed] {
        assert!(!body.contains("<script>alert") && !body.contains("<img src=x"), "{body}");
        assert!(!body.contains("href=\"javascript:"), "{body}");
    }
}

#[test]
fn feeds_name_the_records_own_times() {
    let served = Served::new();
    let feed = served.get("/feeds/new.atom");
    assert_eq!(feed.header("content-type").as_deref(), Some("application/atom+xml; charset=utf-8"));
    assert!(feed.body.contains("<updated>2031-03-0"), "{}", feed.body);
    assert_eq!(feed.body, served.get("/feeds/new.atom").body);
    assert_eq!(served.get("/feeds/new.json").status, 200);
    assert_eq!(served.get("/feeds/new.rss").status, 400);
}

#[test]
fn what_is_added_while_it_serves_is_shown() {
    let served = Served::new();
    assert!(!served.get("/search?q=heron").body.contains("The heron count"));
    served.add("late.txt", "The heron count\n\nWardens counted herons on the marsh.\n");
    assert!(served.get("/search?q=heron").body.contains("The heron count"));
}
