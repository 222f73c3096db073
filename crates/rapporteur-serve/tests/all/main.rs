//! The pages over a record of invented reports: what is shown, what is refused, what a hostile report can do.

mod corrected;
mod listed;
mod served;

use served::{Answer, Served};

const PAGES: [&str; 28] = [
    "/",
    "/statements",
    "/actors",
    "/contacts",
    "/contacts?between=NOR,Chile&on=2031-03-04&kind=call",
    "/events",
    "/events?actor=NOR&type=CONSULT&status=happened&on=2031-03-04&place=NOR",
    "/timeline?of=NOR",
    "/positions",
    "/positions?on=nets",
    "/positions?of=Norway",
    "/ledger",
    "/outlets",
    "/verify",
    "/method",
    "/search",
    "/search?q=ferry",
    "/search?q=ferry&kind=stories",
    "/search?q=Oruc&kind=actors",
    "/search?q=sense:denies",
    "/?outlet=Harbour%20Post&order=origins",
    "/docket",
    "/corrections",
    "/correct?of=person:mira-oruc",
    "/searches",
    "/calendar",
    "/calendar?month=2031-03",
    "/calendar?month=2031-05&by=NOR",
];

#[test]
fn every_page_is_whole_and_sealed() {
    let served = Served::new();
    for path in PAGES {
        let answer = served.get(path);
        assert_eq!(answer.status, 200, "{path}: {}", answer.body);
        assert!(answer.body.contains("<main id=\"main\">") && answer.body.trim_end().ends_with("</html>"), "{path}");
        assert!(answer.header("content-security-policy").is_some_and(|policy| policy.starts_with("default-src 'none'")), "{path}");
        assert_eq!(answer.header("x-content-type-options").as_deref(), Some("nosniff"), "{path}");
        assert_eq!(answer.header("referrer-policy").as_deref(), Some("same-origin"), "{path}");
    }
}

#[test]
fn what_is_shown_leads_to_its_place() {
    let served = Served::new();
    let front = served.get("/");
    let story = front.link("/story/");
    let page = served.get(&story);
    assert!(page.body.contains("Who said what"), "{}", page.body);
    let report = served.get(&asked_for(&page.link("/report/")));
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
        let singles = [
            ("/stories", "{key}"),
            ("/statements", "{id}"),
            ("/actors", "{id}"),
            ("/contacts", "{id}"),
            ("/events", "{id}"),
            ("/reports", "{key}"),
        ];
        for (list, one) in singles {
            if path.starts_with(list) && path.contains(one) {
                asked = format!("/api/v1{list}/{}", served.first(list));
            }
        }
        if path == "/searches/{name}" {
            served.keep_search("Ferry", "ferry", 0);
            asked = "/api/v1/searches/Ferry".to_owned();
        }
        asked += match path.as_str() {
            "/search" => "?q=ferry",
            "/timeline" => "?of=NOR",
            _ => "",
        };
        let answer = if methods.get("post").is_some() {
            served.ask("POST", &asked, &[("host", &served.host())], "The ferry sails, Mira Oruc said.")
        } else {
            served.get(&asked)
        };
        assert_eq!(answer.status, 200, "{asked}: {}", answer.body);
        assert_eq!(answer.header("content-type").as_deref(), Some("application/json"), "{asked}");
    }
    for wrong in [
        "/api/v1/statements?format=pdf",
        "/api/v1/stories?limit=0",
        "/api/v1/stories?limit=x",
        "/api/v1/stories?since=soon",
        "/api/v1/search",
        "/api/v1/searches/Nobody",
        "/api/v1/reports/zz",
        "/api/v1/contacts/zz",
        "/api/v1/contacts?kind=dance",
        "/api/v1/events/zz",
        "/api/v1/events?type=DANCE",
        "/api/v1/events?status=likely",
        "/api/v1/events?actor=Nobody",
        "/api/v1/timeline",
        "/api/v1/timeline?of=Nobody",
        "/api/v1/contacts?between=Nobody",
        "/api/v1/ledger?status=late",
        "/api/v1/ledger?due=soon",
        "/api/v1/positions?limit=101",
        "/api/v1/statements?manner=sung",
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
    for list in ["statements", "contacts", "events", "positions", "ledger"] {
        let whole = rows(&format!("/api/v1/{list}?limit=100"));
        let (mut found, mut next) = (Vec::new(), Some("0".to_owned()));
        while let Some(cursor) = next {
            let page = rows(&format!("/api/v1/{list}?limit=1&cursor={cursor}"));
            found.extend(page["rows"].as_array().expect("rows").clone());
            next = page["next"].as_str().map(str::to_owned);
        }
        assert!(!found.is_empty(), "{list}");
        assert_eq!(whole["total"], found.len(), "{list}");
        assert_eq!(serde_json::Value::from(found), whole["rows"], "{list}");
    }
}

#[test]
fn what_the_description_allows_is_answered() {
    let served = Served::new();
    let described: serde_json::Value = serde_json::from_str(&served.get("/api/v1/openapi.json").body).expect("it is JSON");
    let mut asked = 0;
    for (path, methods) in described["paths"].as_object().expect("there are paths") {
        for parameter in methods["get"]["parameters"].as_array().into_iter().flatten() {
            for allowed in parameter["schema"]["enum"].as_array().into_iter().flatten() {
                let name = parameter["name"].as_str().expect("a parameter has a name");
                let value = allowed.as_str().expect("what is allowed is a word").replace(' ', "%20");
                let answer = served.get(&format!("/api/v1{path}?{name}={value}"));
                assert_eq!(answer.status, 200, "{path} {name}={value}: {}", answer.body);
                asked += 1;
            }
        }
    }
    assert!(asked > 20, "{asked}");
}

/// The address of a link of a page, as a browser would ask for it.
fn asked_for(link: &str) -> String {
    let plain = link.replace("&#38;", "&").replace("&amp;", "&");
    plain.split('#').next().expect("an address has a beginning").to_owned()
}

#[test]
fn a_contact_shows_both_sides_own_accounts() {
    let served = Served::new();
    let list = served.get("/contacts?between=NOR,CHL");
    assert!(list.body.contains("told 3 times, 3 origins"), "{}", list.body);
    assert!(served.get("/contacts?between=NOR,CHL&kind=letter").body.contains("None found."));
    let contact = served.get(&list.link("/contact/"));
    for part in
        ["The two sides' own accounts", "both, stronger in Foreign Ministry of Norway", "Roman Pell thanked Ana Orlen for 200 tents"]
    {
        assert!(contact.body.contains(part), "{part}: {}", contact.body);
    }
    let report = served.get(&asked_for(&contact.link("/report/")));
    assert!(report.body.contains("<mark"), "{}", report.body);
    assert_eq!(served.get(&contact.link("/actor/")).status, 200);
}

#[test]
fn an_event_shows_every_account_and_an_actor_its_timeline() {
    let served = Served::new();
    let list = served.get("/events?actor=NOR");
    let event = served.get(&list.link("/event/"));
    assert!(event.body.contains("<h2>Accounts</h2>") && event.body.contains("sentence"), "{}", event.body);
    let report = served.get(&asked_for(&event.link("/report/")));
    assert!(report.body.contains("<mark"), "{}", report.body);
    assert_eq!(served.get(&asked_for(&event.link("/method#"))).status, 200);
    assert!(served.get("/events?actor=NOR&type=ASSAULT").body.contains("None found."));
    let timeline = served.get("/timeline?of=NOR");
    assert!(timeline.body.contains("<svg") && timeline.body.contains("reported 2031-03-"), "{}", timeline.body);
    assert_eq!(served.get(&timeline.link("/contact/")).status, 200);
}

#[test]
fn positions_are_a_matrix_and_a_strip() {
    let served = Served::new();
    let matrix = served.get("/positions");
    assert!(matrix.body.contains("<th scope=\"col\">") && matrix.body.contains("support, 2 origins"), "{}", matrix.body);
    let cell = served.get(&asked_for(&matrix.link("/positions?on=")));
    assert!(cell.body.contains("the ban on nets"), "{}", cell.body);
    let question = served.get("/positions?on=nets");
    assert!(question.body.contains("<svg") && question.body.contains("Norway supports the ban on nets."), "{}", question.body);
    assert!(served.get(&asked_for(&question.link("/report/"))).body.contains("<mark"));
    assert!(served.get("/positions?of=Japan").body.contains("None found."));
}

#[test]
fn the_ledger_leads_to_what_settled_a_row() {
    let served = Served::new();
    let kept = served.get("/ledger?status=kept");
    assert!(kept.body.contains("Norway released the six captured pilots on Monday"), "{}", kept.body);
    assert!(!kept.body.contains("block the northern quay"), "{}", kept.body);
    let calendar = served.get(&asked_for(&kept.link("/ledger.ics")));
    assert_eq!(calendar.header("content-type").as_deref(), Some("text/calendar; charset=utf-8"));
    assert!(calendar.body.contains("DTSTART;VALUE=DATE:20310520\r\n"), "{}", calendar.body);
    let table = served.get(&asked_for(&kept.link("/ledger.csv")));
    assert!(table.body.starts_with("id,kind,status,by,") && table.body.lines().count() == 2, "{}", table.body);
    assert!(served.get("/ledger?status=broken").body.contains("None found."));
    assert_eq!(served.get("/ledger?due=soon").status, 404);
    assert_eq!(served.get("/ledger?status=late").status, 400);
}

#[test]
fn an_actor_has_its_contacts_positions_and_commitments() {
    let served = Served::new();
    let norway = served.get("/actor/state:NOR");
    for part in ["/contacts?between=state:NOR", "/positions?of=state:NOR", "/ledger?by=state:NOR", "release the six captured pilots"] {
        assert!(norway.body.contains(part), "{part}: {}", norway.body);
    }
    // Nothing was undertaken to it, and it stands nowhere in the Council.
    assert_eq!(norway.body.matches("None found.").count(), 2, "{}", norway.body);
    for list in ["/contacts?between=state:NOR", "/positions?of=state:NOR", "/ledger?by=state:NOR"] {
        assert!(!served.get(list).body.contains("None found."), "{list}");
    }
}

#[test]
fn every_rule_of_a_row_has_its_place_in_the_method() {
    let served = Served::new();
    let method = served.get("/method");
    for code in ["C001", "Q001", "S005", "K001", "U002", "P001", "RO04", "E131", "T001", "T501"] {
        assert!(method.body.contains(&format!("id=\"{code}\"")), "{code}");
    }
}

#[test]
fn who_has_an_answer_is_not_given_it_again() {
    let served = Served::new();
    for path in PAGES.into_iter().chain(["/ledger.ics", "/ledger.csv", "/api/v1/contacts", "/api/v1/positions", "/api/v1/ledger"]) {
        let tag = served.get(path).header("etag").expect("a fingerprint");
        let again = served.ask("GET", path, &[("host", &served.host()), ("if-none-match", &tag)], "");
        assert_eq!((again.status, again.body.as_str()), (304, ""), "{path}");
    }
}

#[test]
fn a_hostile_report_is_only_words() {
    let served = Served::new();
    let front = served.get("/");
    let hostile = served.get("/search?q=crane");
    let feed = served.get("/feeds/new.atom");
    let contact = served.get(&served.get("/contacts").link("/contact/"));
    let (positions, ledger) = (served.get("/positions?on=levy"), served.get("/ledger"));
    assert!(contact.body.contains("Gazette") && positions.body.contains("Gazette") && ledger.body.contains("Gazette"));
    for Answer { body, .. } in [&front, &hostile, &feed, &contact, &positions, &ledger] {
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
fn a_search_that_is_kept_is_a_page_rows_a_table_and_feeds() {
    let served = Served::new();
    assert!(served.get("/searches").body.contains("None is kept."));
    served.keep_search("Cranes & locks", "crane OR lock", 3);
    served.keep_search("Ferry", "ferry", 1);
    let list = served.get("/searches");
    assert!(list.body.contains("2 reports, 1 new"), "{}", list.body);
    let page = served.get(&asked_for(&list.link("/search/Ferry")));
    assert_eq!(page.body.matches("new:</span>").count(), 1, "{}", page.body);
    assert_eq!(served.get(&page.link("/report/")).status, 200);
    let crane = served.get(&asked_for(&list.link("/search/Cranes")));
    assert!(crane.status == 200 && crane.body.contains("&#60;script&#62;") && !crane.body.contains("<script>alert"), "{}", crane.body);
    let feed = served.get(&asked_for(&crane.link("/feeds/search/")));
    assert!(feed.body.contains("tag:rapporteur,2022:search:Cranes%20%26%20locks") && !feed.body.contains("<script>"), "{}", feed.body);
    assert!(served.get("/feeds/search/Ferry.json").body.contains("Ferry back"));
    let table = served.get(&asked_for(&page.link("/search/Ferry?format=csv")));
    assert!(table.body.starts_with("report,title,outlet,published,new\n") && table.body.lines().count() == 3, "{}", table.body);
    let rows: serde_json::Value = serde_json::from_str(&served.get("/api/v1/searches/Ferry").body).expect("it is JSON");
    assert_eq!(
        (rows["total"].as_u64(), rows["rows"][0]["new"].as_bool(), rows["rows"][1]["new"].as_bool()),
        (Some(2), Some(true), Some(false))
    );
    assert_eq!(served.get("/search/Nobody").status, 404);
    assert_eq!(served.get("/search/Ferry?format=pdf").status, 400);
}

#[test]
fn a_month_has_its_days_and_gives_none_to_what_has_none() {
    let served = Served::new();
    let may = served.get("/calendar?month=2031-05");
    assert!(may.body.contains("<h1>May 2031</h1>") && may.body.contains("id=\"d2031-05-20\""), "{}", may.body);
    assert!(may.body.contains("title=\"20 May, 1 due\"") && may.body.contains("release the six captured pilots"), "{}", may.body);
    // The ministers agreed to reopen the lock in May: no day of it.
    let (days, within) = may.body.split_once("Within days that are not named").expect("what has no day stands by itself");
    assert!(within.contains("reopen the lock at Sarn") && !days.contains("reopen the lock at Sarn"), "{}", may.body);
    let march = served.get("/calendar?month=2031-03");
    assert!(march.body.contains("None found."), "{}", march.body);
    assert!(asked_for(&march.link("/calendar?month=")).ends_with("month=2031-05"));
    assert_eq!(served.get("/calendar").body, may.body, "without a month, that of the last report");
    let file = served.get(&asked_for(&may.link("/calendar.ics")));
    assert!(file.body.contains("DTSTART;VALUE=DATE:20310520\r\nSUMMARY"), "{}", file.body);
    assert!(file.body.contains("DTSTART;VALUE=DATE:20310501\r\nDTEND;VALUE=DATE:20310601\r\n"), "{}", file.body);
    assert_eq!(served.get("/calendar?month=soon").status, 404);
}

#[test]
fn assistants_are_answered_and_other_sites_refused() {
    let served = Served::new().for_assistants();
    let host = served.host();
    let call = r#"{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"search","arguments":{"query":"ferry"}}}"#;
    let json = ("content-type", "application/json");
    let (ours, revision) = (("host", host.as_str()), ("mcp-protocol-version", "2025-11-25"));
    let status = |headers: &[(&str, &str)]| served.send("POST", "/mcp", headers, call).status;
    let answer = served.send("POST", "/mcp", &[ours, json, revision], call);
    assert!(answer.status == 200 && answer.body.contains("Ferry to sail again"), "{answer:?}");
    assert_eq!(answer.header("content-type").as_deref(), Some("application/json"));
    assert!(answer.header("access-control-allow-origin").is_none() && answer.header("mcp-session-id").is_none());
    let said = r#"{"jsonrpc":"2.0","method":"notifications/initialized"}"#;
    let taken = served.send("POST", "/mcp", &[ours, json, revision], said);
    assert_eq!((taken.status, taken.body.as_str()), (202, ""));
    assert_eq!(status(&[("host", "evil.example"), json, revision]), 421);
    assert_eq!(status(&[("host", &format!("evil.example:{}", served.port())), json, revision]), 421);
    assert_eq!(status(&[ours, ("origin", "http://evil.example"), json, revision]), 403);
    assert_eq!(status(&[ours, ("origin", "null"), json, revision]), 403);
    assert_eq!(status(&[ours, ("origin", "http://localhost:1"), json, revision]), 403);
    assert_eq!(status(&[ours, ("origin", &format!("http://{host}")), json, revision]), 200);
    assert_eq!(status(&[ours, ("sec-fetch-site", "cross-site"), json, revision]), 403);
    assert_eq!(status(&[ours, ("content-type", "text/plain"), revision]), 415);
    assert_eq!(status(&[ours, json]), 400);
    let long = format!("{{\"x\":\"{}\"}}", "x".repeat(1 << 20));
    assert_eq!(served.send("POST", "/mcp", &[ours, json, revision], &long).status, 413);
    assert_eq!(served.get("/mcp").status, 405);
    assert_eq!(served.get("/").status, 404);
}

#[test]
fn what_is_added_while_it_serves_is_shown() {
    let served = Served::new();
    assert!(!served.get("/search?q=heron").body.contains("The heron count"));
    served.add("late.txt", "The heron count\n\nWardens counted herons on the marsh.\n");
    assert!(served.get("/search?q=heron").body.contains("The heron count"));
}

#[test]
fn word_lists_that_change_while_it_serves_are_used() {
    let served = Served::new();
    let office = || served.get("/api/v1/actors/person:mira-oruc").body.contains("Keeper of Halden");
    assert!(!office());
    served.keep("holder\tKeeper of Halden\t\t\tMira Oruc\t2029\t\t2032-01-01");
    assert!(office());
}
