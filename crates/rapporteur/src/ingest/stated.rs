//! What a container or its owner states of a report besides its bytes: on the command line, in a file beside it, in an archive.

use super::{Format, fields};
use crate::record::{Draft, Published};

/// Fields that are stated; they go before what the bytes say.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stated {
    /// Outlet.
    pub outlet: Option<String>,
    /// Published time as written, which can be read.
    pub published: Option<String>,
    /// Headline.
    pub title: Option<String>,
    /// Author line.
    pub byline: Option<String>,
    /// Address.
    pub url: Option<String>,
    /// Language code.
    pub language: Option<String>,
    /// The address that a container says the bytes came from: of a page it is the page's, of others it fills what they leave out.
    pub origin: Option<String>,
}

/// Why what is stated is not taken.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct StatedError(String);

impl Stated {
    /// Reads the fields of a JSON object (`FILE.meta.json`): `outlet`, `published`, `title`, `byline`, `url`, `language`.
    ///
    /// # Errors
    /// When it is no object of texts, names another field, or its time cannot be read.
    pub fn read(json: &str) -> Result<Self, StatedError> {
        let value: serde_json::Value = serde_json::from_str(json).map_err(|error| StatedError(format!("it is no JSON: {error}")))?;
        let object = value.as_object().ok_or_else(|| StatedError("it is no JSON object".to_owned()))?;
        let mut stated = Self::default();
        for (name, value) in object {
            let field = match fields::plain(name).as_str() {
                "outlet" | "publisher" => &mut stated.outlet,
                "published" | "date" => &mut stated.published,
                "title" | "headline" => &mut stated.title,
                "byline" | "author" => &mut stated.byline,
                "url" | "link" => &mut stated.url,
                "language" | "lang" => &mut stated.language,
                _ => {
                    return Err(StatedError(format!(
                        "it has the field `{name}`; known are outlet, published, title, byline, url, language"
                    )));
                }
            };
            let text = value.as_str().ok_or_else(|| StatedError(format!("its field `{name}` is not a text")))?;
            *field = Some(text.trim().to_owned()).filter(|text| !text.is_empty());
        }
        stated.checked()
    }

    /// The same, if its time can be read.
    ///
    /// # Errors
    /// When it cannot.
    pub fn checked(self) -> Result<Self, StatedError> {
        match self.published.as_deref().map(Published::read) {
            Some(Err(error)) => Err(StatedError(error.to_string())),
            _ => Ok(self),
        }
    }

    /// This, and what `other` states besides.
    #[must_use]
    pub fn or(self, other: &Stated) -> Self {
        let or = |one: Option<String>, two: &Option<String>| one.or_else(|| two.clone());
        Self {
            outlet: or(self.outlet, &other.outlet),
            published: or(self.published, &other.published),
            title: or(self.title, &other.title),
            byline: or(self.byline, &other.byline),
            url: or(self.url, &other.url),
            language: or(self.language, &other.language),
            origin: or(self.origin, &other.origin),
        }
    }

    /// A draft with what is stated of it.
    pub fn over(&self, format: Format, draft: Draft) -> Draft {
        let over = |stated: &Option<String>, said: Option<String>| stated.clone().or(said);
        let said = match &self.origin {
            Some(origin)
                if format == Format::Html
                    && !draft.url.as_ref().is_some_and(|said| said.starts_with(origin.as_str()) && said.contains('#')) =>
            {
                Some(origin.clone())
            }
            origin => draft.url.clone().or_else(|| origin.clone()),
        };
        Draft {
            outlet: over(&self.outlet, draft.outlet),
            published: over(&self.published, draft.published),
            title: over(&self.title, draft.title),
            byline: over(&self.byline, draft.byline),
            url: over(&self.url, said),
            language: over(&self.language, draft.language),
            ..draft
        }
    }
}
