//! What the identity of an actor rests on, as JSON.

use crate::evidence::Evidence;
use rapporteur::extract::Mention;
use serde_json::{Value, json};

/// One referent that is cast as an actor, and why; positions in bytes.
pub fn evidence(evidence: &Evidence) -> Value {
    let (cast, referent) = (&evidence.cast, &evidence.cast.referent);
    let mention = |mention: &Mention| json!({"start": mention.span.start, "end": mention.span.end, "kind": mention.kind.label(), "text": mention.span.of(&cast.text)});
    json!({
        "report": cast.report,
        "outlet": cast.outlet,
        "published": cast.published,
        "origin": cast.origin,
        "story": cast.story,
        "name": referent.name,
        "offices": referent.offices,
        "why": cast.why.label(),
        "reason": evidence.reason(),
        "borne": evidence.borne.iter().map(|(name, report)| json!({"name": name, "report": report})).collect::<Vec<_>>(),
        "mentions": referent.mentions.iter().map(mention).collect::<Vec<_>>(),
    })
}
