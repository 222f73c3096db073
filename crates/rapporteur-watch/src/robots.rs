//! What a site wishes of programs that read it: `robots.txt` by RFC 9309, with `Crawl-delay`, which many sites state and the standard leaves out.

use std::time::Duration;

/// The name by which sites call this program in their rules.
pub(crate) const NAME: &str = "rapporteur";

/// More of a file than this is not read: what the standard asks for at least.
pub(crate) const LONGEST: usize = 512 << 10;

/// Longest pause that a site is granted between two requests. A guess: at a minute a page, a hundred pages take two hours.
const PAUSE: Duration = Duration::from_secs(60);

/// The rules of a site for this program.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Robots {
    rules: Vec<(bool, String)>,
    /// The pause between two requests that the site asks for.
    pub(crate) pause: Option<Duration>,
    /// Could the site not be asked?
    pub(crate) unknown: bool,
}

impl Robots {
    /// The rules of a site that could not be asked: nothing is allowed.
    pub(crate) const CLOSED: &str = "# the site could not be asked\nUser-agent: *\nDisallow: /\n";

    /// Reads the group of this program, else the group of all. Groups of one name count as one.
    pub(crate) fn read(text: &str) -> Self {
        let (mut own, mut others, mut has_own) = (Self::default(), Self::default(), false);
        // For whom the lines at hand are, and whether a rule has ended the list of names.
        let (mut is_own, mut is_other, mut in_rules) = (false, false, true);
        for line in text.trim_start_matches('\u{feff}').lines() {
            let line = line.split('#').next().unwrap_or_default();
            let Some((field, value)) = line.split_once(':') else { continue };
            let (field, value) = (field.trim().to_ascii_lowercase(), value.trim());
            if field == "user-agent" {
                if std::mem::take(&mut in_rules) {
                    (is_own, is_other) = (false, false);
                }
                let name = value.split(['/', ' ']).next().unwrap_or_default();
                is_own |= name.eq_ignore_ascii_case(NAME);
                is_other |= name == "*";
                has_own |= is_own;
                continue;
            }
            let allowed = match field.as_str() {
                "allow" => Some(true),
                "disallow" => Some(false),
                "crawl-delay" => None,
                _ => continue,
            };
            in_rules = true;
            for group in [is_own.then_some(&mut own), is_other.then_some(&mut others)].into_iter().flatten() {
                match allowed {
                    // An empty rule forbids nothing.
                    Some(allowed) if !value.is_empty() => group.rules.push((allowed, encoded(value))),
                    Some(_) => {}
                    None => {
                        let seconds = value.parse::<f64>().ok().and_then(|seconds| Duration::try_from_secs_f64(seconds).ok());
                        group.pause = seconds.map(|pause| pause.min(PAUSE)).or(group.pause);
                    }
                }
            }
        }
        let rules = if has_own { own } else { others };
        Self { unknown: text == Self::CLOSED, ..rules }
    }

    /// May a path, with its query, be asked for? The longest rule that fits decides; of equals, the one that allows.
    pub(crate) fn allow(&self, path: &str) -> bool {
        let path = encoded(path);
        let fitting = self.rules.iter().filter(|(_, rule)| fits(rule, &path));
        path == "/robots.txt" || fitting.max_by_key(|(allowed, rule)| (rule.len(), *allowed)).is_none_or(|(allowed, _)| *allowed)
    }
}

/// A path as it is sent: bytes beyond ASCII as `%XX`, and the digits of what is written so as capitals.
fn encoded(path: &str) -> String {
    let mut encoded = String::with_capacity(path.len());
    let mut digits = 0;
    for byte in path.bytes() {
        match byte {
            b'%' => digits = 2,
            _ if digits > 0 => {
                digits -= 1;
                encoded.push(char::from(byte.to_ascii_uppercase()));
                continue;
            }
            _ => {}
        }
        match byte.is_ascii() {
            true => encoded.push(char::from(byte)),
            false => encoded.push_str(&format!("%{byte:02X}")),
        }
    }
    encoded
}

/// Does a rule fit a path from its beginning? `*` stands for anything, `$` behind it for the end. A `*` is never taken back further than to the
/// last one, so that no rule takes longer than its length times that of the path.
fn fits(rule: &str, path: &str) -> bool {
    let (rule, to_end) = rule.strip_suffix('$').map_or((rule, false), |rule| (rule, true));
    let mut pieces = rule.split('*');
    let Some(mut rest) = path.strip_prefix(pieces.next().unwrap_or_default()) else { return false };
    let pieces: Vec<&str> = pieces.collect();
    let Some((last, middle)) = pieces.split_last() else { return !to_end || rest.is_empty() };
    for piece in middle {
        let Some(at) = rest.find(piece) else { return false };
        rest = &rest[at + piece.len()..];
    }
    if to_end { rest.ends_with(last) } else { rest.contains(last) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_rule_decides() {
        let robots = Robots::read("User-agent: *\nDisallow: /archive\nAllow: /archive/2031/\nDisallow: /*.pdf$\nDisallow: /search?\n");
        for allowed in ["/", "/archive/2031/a", "/a.pdf.html", "/searching", "/robots.txt"] {
            assert!(robots.allow(allowed), "{allowed}");
        }
        for refused in ["/archive", "/archive/2030", "/papers/a.pdf", "/search?q=1"] {
            assert!(!robots.allow(refused), "{refused}");
        }
    }

    #[test]
    fn its_own_group_goes_before_that_of_all() {
        let text = "user-agent: *\ndisallow: /\n\nUser-Agent: other\nUser-agent: Rapporteur/2\nDisallow: /private # and no more\nCrawl-delay: 2.5\n";
        let robots = Robots::read(text);
        assert!(robots.allow("/news") && !robots.allow("/private/a"));
        assert_eq!(robots.pause, Some(Duration::from_millis(2500)));
        // Two names of one group, with an empty line between them.
        assert!(!Robots::read("User-agent: rapporteur\n\nUser-agent: *\nDisallow: /").allow("/a"));
    }

    #[test]
    fn what_is_no_rule_forbids_nothing() {
        for text in ["", "<html>no such page</html>", "Disallow: /", "User-agent: *\nDisallow:\n", "User-agent: other\nDisallow: /"] {
            assert!(Robots::read(text).allow("/a"), "{text}");
        }
        assert!(!Robots::read(Robots::CLOSED).allow("/a"));
    }

    #[test]
    fn signs_are_compared_as_they_are_sent() {
        assert!(!Robots::read("User-agent: *\nDisallow: /é").allow("/%c3%a9t%C3%A9"));
    }

    #[test]
    fn many_stars_end() {
        let rule = format!("User-agent: *\nDisallow: /{}b$\n", "*a".repeat(2000));
        assert!(Robots::read(&rule).allow(&format!("/{}", "a".repeat(5000))));
    }
}
