//! A folder of its own for a test, and the program run in it.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use tempfile::TempDir;

/// The built program.
pub(crate) const PROGRAM: &str = env!("CARGO_BIN_EXE_rapporteur");

/// A bench to work at: an empty folder, with a record that no other test sees.
pub(crate) struct Bench {
    folder: TempDir,
}

impl Bench {
    pub(crate) fn new() -> Self {
        Self { folder: tempfile::tempdir().expect("a temporary folder can be made") }
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub(crate) fn write(&self, name: &str, bytes: impl AsRef<[u8]>) {
        let path = self.path(name);
        std::fs::create_dir_all(path.parent().expect("a file stands in a folder")).expect("folders can be made");
        std::fs::write(path, bytes).expect("files can be written");
    }

    /// A command that runs here, with nothing of the tester's own setting.
    pub(crate) fn command(&self, program: impl AsRef<Path>) -> Command {
        let mut command = Command::new(program.as_ref());
        command.current_dir(self.folder.path()).env("RAPPORTEUR_RECORD", "record.db").env("NO_COLOR", "1").env("COLUMNS", "100");
        command.env_remove("RAPPORTEUR_LEXICON").env_remove("RAPPORTEUR_ACTORS");
        command
    }

    pub(crate) fn run(&self, arguments: &[&str]) -> Output {
        self.command(PROGRAM).args(arguments).output().expect("the program starts")
    }

    /// Standard output of a command that must succeed.
    pub(crate) fn good(&self, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        assert!(output.status.success(), "{arguments:?} failed: {}{}", text(&output.stdout), text(&output.stderr));
        text(&output.stdout)
    }
}

pub(crate) fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}
