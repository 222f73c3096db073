//! What `watch` takes.

use clap::Args;

/// What it does, and a configuration.
pub(super) fn help() -> String {
    let example: String =
        rapporteur_watch::EXAMPLE.lines().map(|line| if line.is_empty() { "\n".to_owned() } else { format!("  {line}\n") }).collect();
    format!(
        "The only command that connects to others: to what you list and what that leads to, one connection a host, as each site's robots.txt allows,\nand never into a private network. What servers answer is kept beside the record, in RECORD.watch, as web archives.\n\nExamples:\n  rapporteur watch watch.toml\n  rapporteur watch --once https://outlet.example/feed.xml     once, from a timetable of the system\n  rapporteur watch feeds.opml mail/\n  rapporteur watch watch.toml --opml > feeds.opml\n\nA configuration has, all of it optional:\n\n{example}\nA file with an address or a folder on each line is one too, and so is a list of feeds (OPML)."
    )
}

#[derive(Debug, Args)]
pub(crate) struct Watch {
    /// Addresses of the web, folders, or a file that names them: a configuration, a list, or a list of feeds (OPML).
    #[arg(required = true, value_name = "CONFIG|URL|FOLDER")]
    pub(crate) sources: Vec<String>,
    /// Look once at each source that is due, add what is new, tell, and end.
    #[arg(long)]
    pub(crate) once: bool,
    /// Print the sources as a list of feeds (OPML), and look at none.
    #[arg(long)]
    pub(crate) opml: bool,
    /// A host that may lie in a private network; may be given several times.
    #[arg(long, value_name = "HOST")]
    pub(crate) private: Vec<String>,
}
