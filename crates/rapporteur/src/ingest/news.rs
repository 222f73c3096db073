//! Agencies' XML: NewsML-G2, NewsML 1 and NITF; and Akoma Ntoso. Head, text and times of each item; packages, pictures and concepts hold no text.

use super::xml::{self, Element};
use super::{Refusal, RefusalKind, article, decode::decode, enacted};
use crate::record::Draft;

pub(super) fn read(bytes: &[u8]) -> Vec<Result<Draft, Refusal>> {
    let text = match decode(bytes, xml::encoding(bytes).as_deref()) {
        Ok(text) => text,
        Err(refusal) => return vec![Err(refusal)],
    };
    let tree = xml::parse(&text);
    let mut found: Vec<Result<Draft, Refusal>> = Vec::new();
    for item in tree.top.all("newsItem") {
        found.extend(g2(item));
    }
    if found.is_empty() {
        // NewsML 1 holds its items in capitals; some of its items hold a NITF document, which says more.
        found.extend(tree.top.all("NewsItem").into_iter().filter_map(newsml));
    }
    if found.is_empty() {
        found.extend(tree.top.all("nitf").into_iter().filter_map(nitf).map(Ok));
    }
    if found.is_empty() {
        found.extend(tree.top.find("akomaNtoso").and_then(enacted::read).map(Ok));
    }
    match (found.is_empty(), tree.broken) {
        (true, Some(broken)) => vec![Err(Refusal::new(RefusalKind::Unreadable, format!("the agency's XML cannot be read: {broken}")))],
        (true, None) => vec![Err(Refusal::new(RefusalKind::Empty, "an agency's item without text: a package, a picture or a film"))],
        (false, Some(broken)) => {
            found.push(Err(Refusal::new(
                RefusalKind::Unreadable,
                format!("the file breaks off or is damaged, and items may be lost: {broken}"),
            )));
            found
        }
        (false, None) => found,
    }
}

fn some(text: String) -> Option<String> {
    let text = text.trim().to_owned();
    (!text.is_empty()).then_some(text)
}

fn text_of(element: Option<&Element>) -> Option<String> {
    element.map(Element::text).and_then(some)
}

/// A party: its name in words, or its literal; a code alone is no name.
fn party(element: Option<&Element>) -> Option<String> {
    let element = element?;
    text_of(element.child("name")).or_else(|| element.attribute("literal").map(str::to_owned)).or_else(|| text_of(Some(element)))
}

/// The names in "By JANE DOE" and the like.
fn by(text: String) -> Option<String> {
    let bare = text.strip_prefix("By ").or_else(|| text.strip_prefix("by ")).or_else(|| text.strip_prefix("BY ")).unwrap_or(&text);
    some(bare.to_owned())
}

/// The text with the dateline that agencies keep in an element of its own, set before it as it is printed; the text alone where
/// it begins with its place.
fn under(dateline: Option<String>, text: String) -> String {
    let line = dateline.map(|line| line.split_whitespace().collect::<Vec<_>>().join(" ").replace(" ,", ","));
    let Some(line) = line.filter(|line| line.len() <= 60 && line.starts_with(char::is_uppercase)) else { return text };
    let line = line.trim_end_matches(['-', '–', '—', ' ', ':']);
    let place = line.split([',', '(']).next().unwrap_or_default().trim();
    if place.is_empty() || crate::text::fold(&text).starts_with(&crate::text::fold(place)) { text } else { format!("{line} — {text}") }
}

/// An item of NewsML-G2: nothing for pictures, films and packages.
fn g2(item: &Element) -> Option<Result<Draft, Refusal>> {
    let meta = item.child("itemMeta");
    let content = item.child("contentMeta");
    let kind = meta.and_then(|meta| meta.child("itemClass")).and_then(|class| class.attribute("qcode")).unwrap_or_default();
    let set = item.child("contentSet")?;
    let inner = set.all("nitf").into_iter().next().and_then(nitf);
    let texts = set.elements().filter_map(|content| match content.name.as_str() {
        "inlineXML" => content.find("html").map(html_text).or_else(|| Some(article::lines(&content.html()))),
        "inlineData" => Some(article::unmarked(content.raw_text())),
        _ => None,
    });
    let text = inner.as_ref().map(|inner| inner.text.clone()).or_else(|| texts.max_by_key(String::len)).and_then(some);
    let Some(text) = text else {
        let pictured = ["picture", "video", "audio", "graphic", "composite"].iter().any(|class| kind.ends_with(class));
        return (!pictured).then(|| Err(Refusal::new(RefusalKind::Empty, "an agency's item without text")));
    };
    let inner = inner.unwrap_or_default();
    let meta_text = |name: &str| text_of(meta.and_then(|meta| meta.child(name)));
    let content_text = |name: &str| text_of(content.and_then(|content| content.child(name)));
    let text = under(content_text("dateline"), text);
    let rights = item.child("rightsInfo");
    let outlet = content
        .and_then(|content| party(content.child("infoSource")))
        .or_else(|| party(meta.and_then(|meta| meta.child("provider"))))
        .filter(|name| !name.is_empty())
        .or_else(|| party(rights.and_then(|rights| rights.child("copyrightHolder"))))
        .or(inner.outlet);
    let byline = content_text("by").and_then(by).or(inner.byline).or_else(|| {
        let creators: Vec<String> =
            content?.elements().filter(|element| element.name == "creator").filter_map(|creator| text_of(creator.child("name"))).collect();
        (!creators.is_empty()).then(|| creators.join("; "))
    });
    let address =
        meta.and_then(|meta| meta.elements().find(|link| link.name == "link" && link.attribute("rel") == Some("irel:hasCanonical")));
    Some(Ok(Draft {
        own_id: item.attribute("guid").map(str::to_owned),
        url: address.and_then(|link| link.attribute("href")).map(str::to_owned),
        title: content_text("headline").or(inner.title).or_else(|| meta_text("title")),
        outlet,
        published: meta_text("versionCreated")
            .or_else(|| meta_text("firstCreated"))
            .or_else(|| content_text("contentCreated"))
            .or(inner.published),
        byline,
        language: content
            .and_then(|content| content.child("language"))
            .and_then(|language| language.attribute("tag"))
            .or_else(|| item.attribute("xml:lang"))
            .map(str::to_owned),
        text,
        ..Draft::default()
    }))
}

fn html_text(html: &Element) -> String {
    article::lines(&html.child("body").unwrap_or(html).html())
}

/// A document of NITF; nothing where it has no text.
fn nitf(document: &Element) -> Option<Draft> {
    let body = document.child("body")?;
    let head = body.child("body.head").or_else(|| body.child("head"));
    let content = body.child("body.content").or_else(|| body.child("content")).unwrap_or(body);
    let text = some(article::lines(&content.html()))?;
    let text = under(text_of(head.and_then(|head| head.child("dateline"))), text);
    let data = document.path(&["head", "docdata"]);
    let norm = |name: &str| data.and_then(|data| data.child(name)).and_then(|date| date.attribute("norm")).map(str::to_owned);
    let publication = document.path(&["head", "pubdata"]);
    let byline = head.and_then(|head| head.child("byline")).map(|byline| {
        // The title of the author stands inside, as an element of its own.
        let people: Vec<String> = byline.all("person").into_iter().map(Element::text).collect();
        if people.is_empty() { own_text(byline) } else { people.join("; ") }
    });
    let headline = head.and_then(|head| head.child("hedline")).and_then(|hedline| hedline.child("hl1").or(Some(hedline)));
    Some(Draft {
        own_id: data.and_then(|data| data.child("doc-id")).and_then(|id| id.attribute("id-string")).map(str::to_owned),
        title: text_of(headline).or_else(|| text_of(document.path(&["head", "title"]))),
        outlet: text_of(head.and_then(|head| head.child("distributor")))
            .or_else(|| publication.and_then(|data| data.attribute("name")).map(str::to_owned))
            .or_else(|| data.and_then(|data| data.child("doc.copyright")).and_then(|holder| holder.attribute("holder")).map(str::to_owned)),
        published: norm("date.issue")
            .or_else(|| publication.and_then(|data| data.attribute("date.publication")).map(str::to_owned))
            .or_else(|| norm("date.release")),
        byline: byline.and_then(by),
        language: document.attribute("xml:lang").map(str::to_owned),
        text,
        ..Draft::default()
    })
}

/// The text of an element without that of the elements in it; all of it where it has none of its own.
fn own_text(element: &Element) -> String {
    let own: String = element
        .children
        .iter()
        .filter_map(|child| match child {
            xml::Node::Text(text) => Some(text.as_str()),
            xml::Node::Element(_) => None,
        })
        .collect();
    some(own.split_whitespace().collect::<Vec<_>>().join(" ")).unwrap_or_else(|| element.text())
}

/// An item of NewsML 1; nothing where it has no text.
fn newsml(item: &Element) -> Option<Result<Draft, Refusal>> {
    let content: Vec<&Element> = item.all("DataContent");
    let inner = content.iter().find_map(|content| content.find("nitf")).and_then(nitf);
    let text = inner.as_ref().map(|inner| inner.text.clone()).or_else(|| {
        let texts = content.iter().map(|content| {
            if content.elements().next().is_some() { article::lines(&content.html()) } else { article::unmarked(content.raw_text()) }
        });
        texts.max_by_key(String::len).and_then(some)
    })?;
    let inner = inner.unwrap_or_default();
    let lines = item.find("NewsLines");
    let line = |name: &str| text_of(lines.and_then(|lines| lines.child(name)));
    let management = item.child("NewsManagement");
    let managed = |name: &str| text_of(management.and_then(|management| management.child(name)));
    let provider = item.find("Provider").or_else(|| item.find("ProviderId")).or_else(|| item.find("Source"));
    let provider = provider.and_then(|provider| {
        provider.find("Party").and_then(|party| party.attribute("FormalName")).map(str::to_owned).or_else(|| text_of(Some(provider)))
    });
    let text = under(line("DateLine"), text);
    let language = item.find("Language").and_then(|language| language.attribute("FormalName")).map(str::to_owned);
    Some(Ok(Draft {
        own_id: text_of(item.path(&["Identification", "NewsIdentifier", "PublicIdentifier"])),
        title: line("HeadLine").or(inner.title),
        outlet: provider.or(inner.outlet),
        published: managed("ThisRevisionCreated").or_else(|| managed("FirstCreated")).or(inner.published),
        byline: line("ByLine").and_then(by).or(inner.byline),
        language: language.or(inner.language),
        text,
        ..Draft::default()
    }))
}
