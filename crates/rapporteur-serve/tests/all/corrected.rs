//! Corrections and searches that are kept on pages: only with the token, followed at once, undone by a button.

use crate::served::{Answer, Served};

const TOKEN: &str = "0123456789abcdef0123456789abcdef";

fn post(served: &Served, path: &str, body: &str) -> Answer {
    let host = served.host();
    served.ask("POST", path, &[("host", &host), ("authorization", &format!("Bearer {TOKEN}"))], body)
}

/// The page once nothing is being derived.
fn settled(served: &Served) -> Answer {
    loop {
        let page = served.get("/corrections");
        if !page.body.contains("is being derived") {
            return page;
        }
        std::thread::sleep(std::time::Duration::from_millis(50));
    }
}

#[test]
fn who_has_no_token_corrects_nothing() {
    let served = Served::new();
    let forms = ["/corrections", "/corrections/1/undo", "/searches", "/search/Ferry/looked", "/search/Ferry/remove"];
    for path in forms {
        assert_eq!(post(&served, path, "sort=remove&of=r&why=x&name=a&words=ferry").status, 403, "{path}: this one only reads");
    }
    assert_eq!(served.get(&format!("/enter/{TOKEN}")).status, 403);
    assert!(served.get("/corrections").body.contains("rapporteur serve --correct"));
    let story = served.get("/").link("/story/");
    let form = served.get(&served.get(&story).link("/correct?of="));
    assert!(form.body.contains("rapporteur story split") && !form.body.contains("method=\"post\""), "{}", form.body);

    let served = served.that_corrects(TOKEN);
    let host = served.host();
    for path in forms {
        assert_eq!(served.ask("POST", path, &[("host", &host)], "sort=remove&of=r&why=x").status, 403, "{path}");
        let wrong = [("host", host.as_str()), ("cookie", "rapporteur_1=0123456789abcdef0123456789abcdef")];
        assert_eq!(served.ask("POST", path, &wrong, "sort=remove&of=r&why=x").status, 403, "{path}: the cookie of another port");
        let other = [("host", host.as_str()), ("origin", "http://evil.example"), ("authorization", &format!("Bearer {TOKEN}"))];
        assert_eq!(served.ask("POST", path, &other, "sort=remove&of=r&why=x").status, 403, "{path}");
    }
    assert_eq!(served.get("/enter/0123456789abcdef").status, 403);
    let entered = served.get(&format!("/enter/{TOKEN}"));
    assert_eq!((entered.status, entered.header("location").as_deref()), (303, Some("/")));
    let cookie = entered.header("set-cookie").expect("a cookie");
    assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Strict"), "{cookie}");
    let kept = cookie.split(';').next().expect("a cookie has a value").to_owned();
    let host = served.host();
    let answer = served.ask("POST", "/searches", &[("host", &host), ("cookie", &kept)], "name=Ferry&words=ferry");
    assert_eq!((answer.status, answer.header("location").as_deref()), (303, Some("/search/Ferry")));
}

#[test]
fn a_story_is_parted_joined_again_and_all_undone() {
    let served = Served::new().that_corrects(TOKEN);
    let stories = || served.rows("/api/v1/stories?limit=100");
    let ferry = served.rows("/api/v1/search?q=ferry")["rows"].as_array().expect("rows").clone();
    let of = |at: usize| ferry[at]["report"].as_str().expect("a key").to_owned();
    let story = served.rows(&format!("/api/v1/reports/{}", of(0)))["story"].as_str().expect("a story").to_owned();
    // A story is called after its first report: the other is parted from it.
    let key = |at: usize| if of(0)[1..] == story[1..] { of(at) } else { of(1 - at) };
    assert_eq!(served.rows(&format!("/api/v1/reports/{}", key(1)))["story"], story.as_str(), "both stand in one");
    let count = stories()["total"].as_u64();
    let form = served.get(&format!("/correct?of={story}"));
    assert!(form.body.contains(&format!("value=\"{}\"", key(0))) && form.body.contains("method=\"post\""), "{}", form.body);
    assert_eq!(post(&served, "/corrections", &format!("sort=split&of={story}&why=x")).status, 400, "no report is chosen");
    assert_eq!(post(&served, "/corrections", &format!("sort=split&of={story}&report={}", key(1))).status, 400, "no reason");
    let answer = post(&served, "/corrections", &format!("sort=split&of={story}&report={}&why=two+ferries+%3Cb%3E&by=A.+Reyes", key(1)));
    assert_eq!((answer.status, answer.header("location").as_deref()), (303, Some("/corrections")), "{}", answer.body);
    let page = settled(&served);
    assert!(page.body.contains("two ferries &#60;b&#62;") && page.body.contains("by A. Reyes, 2031-06-01"), "{}", page.body);
    assert_eq!(stories()["total"].as_u64(), count.map(|count| count + 1));
    let parted = served.rows(&format!("/api/v1/reports/{}", key(1)))["story"].as_str().expect("a story").to_owned();
    let refused = post(&served, "/corrections", &format!("sort=join&of={story}&other={parted}&why=one"));
    assert!(refused.status == 404 && refused.body.contains("rapporteur undo 1"), "{} {}", refused.status, refused.body);
    assert_eq!(post(&served, "/corrections/1/undo", "").status, 303);
    assert!(settled(&served).body.contains("undone 2031-06-01"));
    assert_eq!(stories()["total"].as_u64(), count);
    assert_eq!(post(&served, "/corrections/1/undo", "").status, 404, "it is undone");
    assert_eq!(served.rows("/api/v1/corrections")["total"], 1);
}

#[test]
fn statements_actors_and_reports_are_corrected() {
    let served = Served::new().that_corrects(TOKEN);
    let said = served.rows("/api/v1/statements?by=Oruc");
    let id = said["rows"][0]["id"].as_str().expect("a statement").to_owned();
    assert_eq!(post(&served, "/corrections", &format!("sort=not&of={id}&why=a+song")).status, 303);
    settled(&served);
    assert_eq!(served.get(&format!("/api/v1/statements/{id}")).status, 404);
    assert_eq!(post(&served, "/corrections", "sort=same&of=person:ana-orlen&other=person:roman-pell&why=one").status, 303);
    settled(&served);
    assert!(served.get("/api/v1/actors/person:roman-pell").status == 404 || !served.get("/actors").body.contains("Roman Pell</a>"));
    let ferry = served.first("/reports");
    let form = served.get(&format!("/correct?of={ferry}"));
    assert!(form.body.contains("name=\"outlet\" value=\""), "{}", form.body);
    assert_eq!(post(&served, "/corrections", &format!("sort=edit&of={ferry}&outlet=Quay+Post")).status, 303);
    settled(&served);
    assert_eq!(served.rows(&format!("/api/v1/reports/{ferry}"))["outlet"], "Quay Post");
    assert_eq!(post(&served, "/corrections", &format!("sort=remove&of={ferry}&why=twice")).status, 303);
    settled(&served);
    assert_eq!(served.get(&format!("/api/v1/reports/{ferry}")).status, 404);
    assert_eq!(post(&served, "/corrections", "sort=dance&of=q1&why=x").status, 400);
}

#[test]
fn searches_are_kept_looked_through_and_let_go() {
    let served = Served::new().that_corrects(TOKEN);
    assert!(served.get("/search?q=ferry&kind=reports").body.contains("Keep this search"));
    assert!(!served.get("/search?q=by:Oruc").body.contains("Keep this search"), "a question of statements cannot be kept");
    assert_eq!(post(&served, "/searches", "name=Ferry&words=ferry").status, 303);
    assert_eq!(post(&served, "/searches", "name=%2Fx&words=ferry").status, 404);
    assert_eq!(post(&served, "/searches", "name=None&words=%28+%29").status, 404, "no word is in it");
    served.add("late.txt", "Ferry late\n\nThe ferry came late.\n");
    assert!(served.get("/searches").body.contains("3 reports, 1 new"));
    assert_eq!(post(&served, "/search/Ferry/looked", "").status, 303);
    assert!(served.get("/searches").body.contains("3 reports, 0 new"));
    assert_eq!(post(&served, "/search/Ferry/remove", "").status, 303);
    assert_eq!(served.get("/search/Ferry").status, 404);
}
