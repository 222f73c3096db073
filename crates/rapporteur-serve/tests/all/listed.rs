//! Lists in other forms: tables, references and feeds of each; the tabs of a search, the front page's bands and facets, the Council.

use crate::served::Served;

#[test]
fn every_list_is_a_table_references_and_a_feed() {
    let served = Served::new();
    for list in ["statements", "contacts", "events", "positions", "ledger", "search?q=ferry"] {
        let (name, query) = list.split_once('?').map_or((list, String::new()), |(name, query)| (name, format!("&{query}")));
        let table = served.get(&format!("/api/v1/{name}?format=csv{query}"));
        let rows = served.rows(&format!("/api/v1/{name}?limit=100{query}"))["rows"].as_array().expect("rows").len();
        assert_eq!(table.header("content-type").as_deref(), Some("text/csv; charset=utf-8"), "{list}");
        assert!(rows > 0 && table.body.lines().count() > rows, "{list}: a line a row behind the names: {}", table.body);
        let references = served.get(&format!("/api/v1/{name}?format=bibtex{query}"));
        assert!(references.body.starts_with("@misc{r"), "{list}: {}", references.body);
        let feed = served.get(&format!("/feeds/{name}.atom?x=1{query}"));
        assert!(feed.status == 200 && feed.body.contains("<entry>") && !feed.body.contains("<script"), "{list}: {}", feed.body);
        assert!(feed.body.contains(&format!("<link href=\"http://{}/", served.host())), "{list}: {}", feed.body);
        let json = served.rows(&format!("/feeds/{name}.json?x=1{query}"));
        assert!(json["items"].as_array().is_some_and(|items| !items.is_empty()), "{list}");
    }
    for one in ["statements", "stories", "contacts", "events", "reports"] {
        let id = served.first(&format!("/{one}"));
        let references = served.get(&format!("/api/v1/{one}/{id}?format=bibtex"));
        assert!(references.body.starts_with("@misc{r"), "{one}: {}", references.body);
        assert!(served.get(&format!("/api/v1/{one}/{id}?format=csv")).body.lines().count() > 1, "{one}");
    }
    assert_eq!(served.get("/feeds/statements.atom?manner=sung").status, 400);
    assert_eq!(served.get("/feeds/nothing.atom").status, 400);
    let page = served.get("/statements?by=Oruc");
    for way in ["/api/v1/statements?by=Oruc", "/api/v1/statements?by=Oruc&#38;format=csv", "/feeds/statements.atom?by=Oruc"] {
        assert!(page.body.contains(&format!("href=\"{way}\"")), "{way}: {}", page.body);
    }
}

#[test]
fn kinds_are_tabs_and_copies_one_line() {
    let served = Served::new();
    let copy = "Boats home again\n\nCopy Post\n2031-03-07\n\nSeventeen herring boats came home to Lyrne on Friday after nine days on the northern \
                banks, and the harbour office counted every crew at the quay before the lamps were lit again.\n";
    served.add("boats1.txt", copy);
    served.add("boats2.txt", &copy.replace("Copy Post", "Second Post"));
    let page = served.get("/search?q=herring");
    assert!(page.body.contains("aria-current=\"page\">reports"), "the first kind of which something is found: {}", page.body);
    assert!(page.body.contains("+1 carriers") && page.body.matches("<h3>").count() == 1, "{}", page.body);
    assert_eq!(served.get("/search?q=herring&kind=reports&copies=1").body.matches("<h3>").count(), 2);
    assert_eq!(served.get("/search?q=pilots+origin:Meridian&kind=reports").body.matches("<h3>").count(), 1);
    assert!(served.get("/search?q=herring+origin:Nobody&kind=reports").body.contains("None found."));
    assert!(served.get("/search?q=herring&kind=stories").body.contains("/story/s"));
    assert!(served.get("/search?q=Oruc&kind=actors").body.contains("/actor/person:mira-oruc"));
    assert!(served.get("/search?q=sense:says+ferry&kind=statements").body.contains("the ferry would sail again"));
    assert!(served.get("/search?q=sense:denies+ferry&kind=statements").body.contains("None found."));
    assert_eq!(served.get("/search?q=sense:sings").status, 400);
    assert_eq!(served.get("/search?q=x&kind=songs").status, 400);
    let key = served.rows("/api/v1/search?q=herring")["rows"][1]["report"].as_str().expect("a report").to_owned();
    let other = served.rows("/api/v1/search?q=herring")["rows"][0]["report"].as_str().expect("a report").to_owned();
    let sides = [key, other].map(|key| served.get(&format!("/report/{key}")).body.contains("id=\"shared\""));
    assert!(sides.contains(&true), "the passages stand side by side");
}

#[test]
fn the_front_page_has_bands_and_can_be_narrowed() {
    let served = Served::new();
    let front = served.get("/");
    for band in ["<h2>New</h2>", "<h2>Moved</h2>", "<h2>Quiet but due</h2>"] {
        assert!(front.body.contains(band), "{band}: {}", front.body);
    }
    assert!(front.body.contains("Narrow by outlet or state"), "{}", front.body);
    let narrow = front.link("/?outlet=Meridian");
    let narrowed = served.get(&narrow);
    assert!(narrowed.body.contains("Only stories with Meridian Wire") && !narrowed.body.contains("Ferry"), "{}", narrowed.body);
    let state = served.get(&front.link("/?actor=state:"));
    assert!(state.body.contains("Only stories with"), "{}", state.body);
    assert!(!front.body.contains("<script>") && !narrowed.body.contains("<img"), "{}", front.body);
    assert_eq!(served.rows("/api/v1/stories?outlet=Nobody")["total"], 0);
}

#[test]
fn the_council_has_its_docket_and_the_board_of_a_vote() {
    let served = Served::new();
    assert!(served.get("/docket").body.contains("None found."));
    served.vote();
    let docket = served.get("/docket");
    assert!(docket.body.contains("Ukraine &#60;b&#62;draft") && docket.body.contains("vetoed"), "{}", docket.body);
    let draft = served.get(&docket.link("/draft/"));
    assert!(draft.body.contains("<svg") && draft.body.contains("/method#C0"), "{}", draft.body);
    assert_eq!(served.get("/draft/S/1900/1").status, 404);
    let state = served.get("/actor/state:NOR");
    assert!(state.body.contains("In the Security Council") && state.body.contains("voted yes"), "{}", state.body);
}

#[test]
fn a_text_comes_back_marked() {
    let served = Served::new();
    let text =
        "text=The+ferry+sails.+%22We+have+mended+the+gate%2C%22+Oruc+said.+%22We+have+sold+the+gate%2C%22+Oruc+said.+%3Cb%3Ex%3C%2Fb%3E";
    let page = served.ask("POST", "/verify", &[("host", &served.host())], text);
    assert!(page.body.contains("<mark class=\"holds\">") && page.body.contains("<mark class=\"fails\">"), "{}", page.body);
    assert!(page.body.contains("href=\"#claim-1\"") && page.body.contains("id=\"claim-1\""), "{}", page.body);
    assert!(!page.body.contains("<b>x</b>"), "{}", page.body);
}
