//! Posts of Telegram, X and Bluesky as their exports keep them: what they call otherwise is put under the names that the mapping knows.
//!
//! The export of an account of X does not name the account; its owner states it.

use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// What stands above a list of posts and is said of each.
#[derive(Clone, Debug, Default)]
pub(super) struct Above {
    /// The name of the channel or list.
    pub(super) outlet: Option<String>,
    /// The number of a channel of Telegram, by which its messages have addresses.
    channel: Option<String>,
    /// Names of accounts by their numbers.
    accounts: BTreeMap<String, String>,
}

impl Above {
    /// What this object says of the list in it, over what stands above the object.
    pub(super) fn under(&self, fields: &Map<String, Value>) -> Self {
        let text = |name: &str| fields.get(name).and_then(Value::as_str);
        let is_channel = text("type").is_some_and(|kind| kind.ends_with("_channel") || kind.ends_with("_supergroup"));
        let mut accounts = self.accounts.clone();
        let users = fields.get("includes").and_then(|includes| includes.get("users")).and_then(Value::as_array);
        accounts.extend(users.into_iter().flatten().filter_map(|user| {
            let name = user.get("name").or_else(|| user.get("username"))?.as_str()?;
            Some((user.get("id")?.as_str()?.to_owned(), name.to_owned()))
        }));
        Self {
            outlet: text("name").map(str::to_owned).or_else(|| self.outlet.clone()),
            channel: if is_channel { fields.get("id").and_then(Value::as_i64).map(|id| id.to_string()) } else { self.channel.clone() },
            accounts,
        }
    }

    /// Puts the fields of a post under the names that are known.
    pub(super) fn settle(&self, fields: &mut Map<String, Value>) {
        let text = |fields: &Map<String, Value>, name: &str| fields.get(name).and_then(Value::as_str).map(str::to_owned);
        if is_message(fields) {
            // The clock beside it is that of the machine that exported.
            fields.remove("date");
            let from = fields.remove("from").and_then(|from| from.as_str().map(str::to_owned));
            let author = text(fields, "forwarded_from").or(from).filter(|name| Some(name) != self.outlet.as_ref());
            if let Some(author) = author {
                fields.insert("byline".to_owned(), author.into());
            }
            if let (Some(channel), Some(id)) = (&self.channel, fields.get("id").and_then(Value::as_i64)) {
                fields.insert("url".to_owned(), format!("https://t.me/c/{channel}/{id}").into());
            }
        }
        if let Some(words) = text(fields, "full_text") {
            // The program that it was written with, as a link.
            if text(fields, "source").is_some_and(|source| source.starts_with('<') || source.is_empty()) {
                fields.remove("source");
            }
            if let Some(id) = text(fields, "id_str").filter(|_| !fields.contains_key("url")) {
                fields.insert("url".to_owned(), format!("https://x.com/i/web/status/{id}").into());
            }
            if let Some(account) = words.strip_prefix("RT ").and_then(|rest| rest.split(':').next()).filter(|name| name.starts_with('@')) {
                fields.insert("byline".to_owned(), account.into());
            }
        }
        // Whose account it is published it.
        if let Some(account) = fields.get("author").filter(|author| author.get("handle").is_some()).cloned() {
            fields.remove("author");
            fields.entry("account").or_insert(account);
        }
        if let Some(account) = text(fields, "author_id").and_then(|id| self.accounts.get(&id)) {
            fields.entry("outlet").or_insert_with(|| account.as_str().into());
        }
    }
}

/// A message of Telegram, which tells its second beside its clock.
pub(super) fn is_message(fields: &Map<String, Value>) -> bool {
    fields.contains_key("date_unixtime") && fields.contains_key("text")
}

/// Is this a message without words: a picture, a sound, a poll?
pub(super) fn is_wordless(fields: &Map<String, Value>) -> bool {
    is_message(fields)
        && match &fields["text"] {
            Value::String(text) => text.trim().is_empty(),
            Value::Array(parts) => parts.is_empty(),
            _ => false,
        }
}
