//! What the user asks for: sources, manners, alerts and where they are told. From a file in TOML, a plain list of addresses, or a list of feeds (OPML).

use crate::links::{Link, joined, links};
use crate::{Error, Result};
use quick_xml::escape::escape;
use serde::{Deserialize, Deserializer};
use std::path::{Path, PathBuf};
use std::time::Duration;
use url::Url;

/// An example that says all there is to say.
pub const EXAMPLE: &str = include_str!("example.toml");

/// The shortest time between two looks at a source of somebody else's.
const SHORTEST: Duration = Duration::from_secs(600);

/// What is watched, and how.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Config {
    /// How long after one look at a source the next comes.
    #[serde(deserialize_with = "time")]
    pub every: Duration,
    /// The pause between two requests to one host.
    #[serde(deserialize_with = "time")]
    pub pause: Duration,
    /// Whom the owner of a server can write to: an address of mail or the web, which is sent along.
    pub contact: Option<String>,
    /// Hosts of one's own that may lie in a private network.
    pub private: Vec<String>,
    /// The most MiB of one answer.
    pub largest: usize,
    /// The most pages of a list that are taken when it is looked at for the first time.
    pub backlog: usize,
    /// Connections at a time, to as many hosts.
    pub connections: usize,
    /// Files with lists of feeds (OPML).
    pub opml: Vec<PathBuf>,
    /// What is looked at.
    #[serde(rename = "source")]
    pub sources: Vec<Source>,
    /// What is told.
    #[serde(rename = "alert")]
    pub alerts: Vec<Rule>,
    /// Where it is told.
    pub tell: Tell,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            every: Duration::from_secs(900),
            pause: Duration::from_secs(1),
            contact: None,
            private: Vec::new(),
            largest: 16,
            backlog: 100,
            connections: 16,
            opml: Vec::new(),
            sources: Vec::new(),
            alerts: Vec::new(),
            tell: Tell::default(),
        }
    }
}

/// One source.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// An address of the web, or a folder.
    pub at: String,
    /// What it is called in lists of feeds.
    pub title: Option<String>,
    /// See [`Config::every`].
    #[serde(default, deserialize_with = "some_time")]
    pub every: Option<Duration>,
    /// Of a feed: are the pages wanted that it names (that is so if nothing is said), or is what its entries say all there is?
    #[serde(default = "yes")]
    pub follow: bool,
}

/// What is told: one of the five.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    /// What it is called.
    pub name: String,
    /// New reports that hold these words.
    pub search: Option<String>,
    /// New reports that a search finds which the record keeps under this name (`rapporteur search --save`); `any` for every one.
    pub kept: Option<String>,
    /// Who stands elsewhere than before, on a question of these words; `any` for every one.
    pub moved: Option<String>,
    /// What falls due within these days, or did: `3d`.
    #[serde(default, deserialize_with = "some_time")]
    pub due: Option<Duration>,
    /// Who denies something; `any` for everybody.
    pub denied: Option<String>,
}

/// Where alerts are told; where nothing is said, on standard output.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Eq)]
#[serde(deny_unknown_fields)]
pub struct Tell {
    /// On standard output too.
    #[serde(default)]
    pub stdout: bool,
    /// In a file, one JSON object a line.
    pub file: Option<PathBuf>,
    /// To a program, which is started for each alert and given it as JSON on its standard input: the program and its arguments.
    pub command: Option<Vec<String>>,
    /// To an address of the web, with POST, as JSON.
    pub webhook: Option<String>,
}

/// A place that is looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    Address(Url),
    Folder(PathBuf),
}

impl Config {
    /// Reads what the arguments of the command name: addresses, folders, and files with a configuration, a list of addresses or of feeds; and takes hosts
    /// on that may lie in a private network.
    ///
    /// # Errors
    /// When one cannot be read, or says what cannot be followed.
    pub fn of(arguments: &[String], private: &[String]) -> Result<Self> {
        let mut config = Self::default();
        let mut sources = Vec::new();
        for argument in arguments {
            let path = Path::new(argument);
            if is_web(argument) || path.is_dir() {
                sources.push(source(argument));
                continue;
            }
            let bytes = std::fs::read(path).map_err(Error::file(format!("reading {argument}")))?;
            let text = String::from_utf8_lossy(&bytes);
            let beside = path.parent().unwrap_or(Path::new(""));
            match kind(&text) {
                Kind::Opml => sources.extend(feeds(path, &bytes)?),
                Kind::List => sources.extend(
                    text.lines()
                        .map(str::trim)
                        .filter(|line| !line.is_empty() && !line.starts_with('#'))
                        .map(|line| source(&within(beside, line))),
                ),
                Kind::Toml => {
                    if arguments.iter().filter(|other| !is_web(other) && Path::new(other).is_file()).count() > 1 {
                        return Err(Error::asked(
                            "a configuration and another file are named",
                            "name the other file under `opml`, or its sources in the configuration",
                        ));
                    }
                    config = basic_toml::from_str(&text)
                        .map_err(|error| Error::asked(format!("{argument}: {error}"), "`rapporteur watch --help` shows an example"))?;
                    config.settle(beside)?;
                }
            }
        }
        config.sources.extend(sources);
        config.private.extend_from_slice(private);
        config.check()?;
        Ok(config)
    }

    /// Paths that a configuration names lie beside it.
    fn settle(&mut self, beside: &Path) -> Result<()> {
        self.sources.iter_mut().for_each(|source| source.at = within(beside, &source.at));
        self.tell.file = self.tell.file.take().map(|file| beside.join(file));
        for list in std::mem::take(&mut self.opml) {
            let list = beside.join(list);
            let bytes = std::fs::read(&list).map_err(Error::file(format!("reading {}", list.display())))?;
            self.sources.extend(feeds(&list, &bytes)?);
        }
        Ok(())
    }

    /// Looks for what cannot be followed.
    ///
    /// # Errors
    /// When a source is no place, an alert says nothing or more than one thing, or a time is too short.
    fn check(&self) -> Result<()> {
        let advice = "`rapporteur watch --help` shows an example";
        for source in &self.sources {
            let place = place(source)?;
            let every = source.every.unwrap_or(self.every);
            let is_own = match &place {
                Place::Folder(_) => true,
                Place::Address(address) => self.private.iter().any(|host| address.host_str() == Some(host)),
            };
            if every < SHORTEST && (!is_own || every.is_zero()) {
                return Err(Error::asked(
                    format!("`{}` would be looked at every {} seconds", source.at, every.as_secs()),
                    "ask a server of somebody else's every 10 minutes (`10m`) at most; one of your own stands under `private`",
                ));
            }
        }
        if self.contact.as_ref().is_some_and(|contact| !contact.bytes().all(|byte| byte == b' ' || byte.is_ascii_graphic())) {
            return Err(Error::asked(
                "the contact is sent to servers, and has letters or marks that they do not read",
                "write an address of mail or the web",
            ));
        }
        for alert in &self.alerts {
            let said = [alert.search.is_some(), alert.kept.is_some(), alert.moved.is_some(), alert.due.is_some(), alert.denied.is_some()];
            if said.iter().filter(|&&said| said).count() != 1 {
                return Err(Error::asked(format!("the alert `{}` needs one of search, kept, moved, due and denied", alert.name), advice));
            }
        }
        if self.tell.command.as_ref().is_some_and(Vec::is_empty) {
            return Err(Error::asked("the command for alerts is empty", advice));
        }
        if let Some(address) = &self.tell.webhook {
            Url::parse(address)
                .ok()
                .filter(|address| matches!(address.scheme(), "http" | "https"))
                .ok_or_else(|| Error::asked(format!("`{address}` is no address of the web"), advice))?;
        }
        Ok(())
    }

    /// The feeds and other addresses as a list of feeds (OPML), for other readers.
    pub fn opml(&self) -> String {
        let mut list = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<opml version=\"2.0\">\n  <head><title>Sources of Rapporteur</title></head>\n  <body>\n".to_owned();
        for source in self.sources.iter().filter(|source| is_web(&source.at)) {
            let title = source.title.as_deref().unwrap_or(source.at.as_str());
            list += &format!("    <outline type=\"rss\" text=\"{}\" xmlUrl=\"{}\"/>\n", escape(title), escape(source.at.as_str()));
        }
        list + "  </body>\n</opml>\n"
    }
}

/// What a source is: an address, or a folder.
///
/// # Errors
/// When it is neither.
pub(crate) fn place(source: &Source) -> Result<Place> {
    let unknown = || {
        Error::asked(
            format!("`{}` is neither an address of the web nor a folder", source.at),
            "write https://… or name a folder that is there",
        )
    };
    if is_web(&source.at) {
        let base = Url::parse(&source.at).map_err(|_| unknown())?;
        return joined(&base, &source.at).map(Place::Address).ok_or_else(unknown);
    }
    let path = PathBuf::from(&source.at);
    if path.is_dir() { Ok(Place::Folder(path)) } else { Err(unknown()) }
}

enum Kind {
    Toml,
    Opml,
    List,
}

/// What a file is, by what it says: a list has an address or a path on its first line, a configuration a name.
fn kind(text: &str) -> Kind {
    let text = text.trim_start_matches('\u{feff}').trim_start();
    let first = text.lines().map(str::trim).find(|line| !line.is_empty() && !line.starts_with('#')).unwrap_or_default();
    match first {
        _ if text.starts_with('<') => Kind::Opml,
        _ if is_web(first) => Kind::List,
        _ if first.starts_with('[') || first.contains('=') => Kind::Toml,
        _ => Kind::List,
    }
}

fn is_web(written: &str) -> bool {
    let start = written.get(..8).unwrap_or(written).to_ascii_lowercase();
    start.starts_with("http://") || start.starts_with("https://")
}

fn source(at: &str) -> Source {
    Source { at: at.to_owned(), title: None, every: None, follow: true }
}

/// A path of a file, from where the file lies; an address stays.
fn within(folder: &Path, written: &str) -> String {
    if is_web(written) { written.to_owned() } else { folder.join(written).to_string_lossy().into_owned() }
}

fn feeds(path: &Path, bytes: &[u8]) -> Result<Vec<Source>> {
    let base = Url::parse("https://list.invalid/").map_err(|error| Error::asked(error, ""))?;
    let found = links(&base, bytes);
    if found.is_empty() {
        return Err(Error::asked(format!("{} names no feed", path.display()), "a list of feeds (OPML) has them as xmlUrl"));
    }
    Ok(found.into_iter().map(|Link { address, title, .. }| Source { title, ..source(address.as_str()) }).collect())
}

fn yes() -> bool {
    true
}

fn some_time<'de, D: Deserializer<'de>>(deserializer: D) -> std::result::Result<Option<Duration>, D::Error> {
    time(deserializer).map(Some)
}

/// A length of time: a whole number and `s`, `m`, `h` or `d`.
fn time<'de, D: Deserializer<'de>>(deserializer: D) -> std::result::Result<Duration, D::Error> {
    let written = String::deserialize(deserializer)?;
    let units = [("s", 1), ("m", 60), ("h", 3600), ("d", 86_400)];
    let read = units
        .iter()
        .find_map(|(unit, seconds)| written.strip_suffix(unit)?.trim().parse::<u32>().ok().map(|number| u64::from(number) * seconds));
    let wrong = || serde::de::Error::custom(format!("`{written}` is no length of time: write 30s, 15m, 2h or 3d"));
    read.map(Duration::from_secs).ok_or_else(wrong)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(name: &str, text: &str) -> Result<Config> {
        let folder = tempfile::tempdir().expect("a temporary folder can be made");
        std::fs::create_dir(folder.path().join("mail")).expect("a folder can be made");
        std::fs::write(
            folder.path().join("feeds.opml"),
            "<opml><body><outline text='A &amp; B' xmlUrl='https://a.example/f'/></body></opml>",
        )
        .expect("it can be written");
        std::fs::write(folder.path().join(name), text).expect("it can be written");
        Config::of(&[folder.path().join(name).to_string_lossy().into_owned()], &[])
    }

    #[test]
    fn the_example_says_all_there_is() {
        let config = read("watch.toml", EXAMPLE).expect("the example is sound");
        assert_eq!((config.sources.len(), config.alerts.len(), config.every), (4, 5, Duration::from_secs(1800)));
        assert_eq!(config.sources[3].title.as_deref(), Some("A & B"));
        assert!(config.opml().contains("text=\"A &amp; B\" xmlUrl=\"https://a.example/f\""), "{}", config.opml());
    }

    #[test]
    fn a_list_of_addresses_is_a_configuration() {
        let config = read("list", "# press\nhttps://a.example/feed.xml\n\nmail\n").expect("it is sound");
        assert_eq!(config.sources.iter().map(|source| is_web(&source.at)).collect::<Vec<_>>(), [true, false]);
    }

    #[test]
    fn what_cannot_be_followed_is_said() {
        for (text, said) in [
            ("every = \"soon\"", "no length of time"),
            ("evry = \"15m\"", "unknown field"),
            ("[[source]]\nat = \"ftp://a.example/\"", "neither an address"),
            ("every = \"1m\"\n[[source]]\nat = \"https://a.example/\"", "every 60 seconds"),
            ("[[alert]]\nname = \"a\"", "needs one of"),
            ("[[alert]]\nname = \"a\"\nsearch = \"b\"\ndue = \"3d\"", "needs one of"),
            ("contact = \"a\\nb\"", "the contact"),
            ("[tell]\ncommand = []", "is empty"),
            ("[tell]\nwebhook = \"mailto:me\"", "no address"),
        ] {
            let error = read("watch.toml", text).expect_err(text).to_string();
            assert!(error.contains(said), "{text}: {error}");
        }
    }
}
