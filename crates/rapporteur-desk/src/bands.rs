//! The stories of a day as a list of them shows them: new, moved, quiet but due; and how much is left out. The front page of a brief
//! (`brief/front.rs`) says what moved in words and composes each story for it; this asks only what a list needs.

use crate::{Desk, Result, ledger};
use rapporteur_store::{News, StoryRow};

/// Stories with news that are looked at. A guess: more than a page shows.
const LOOKED_AT: usize = 60;

/// The stories of a day.
#[derive(Clone, Debug, Default)]
pub struct Bands {
    /// The day, counted from 1970: the last on which a report was published.
    pub day: i64,
    /// Nothing of them is from before.
    pub new: Vec<StoryRow>,
    /// A report of the day brings a new origin.
    pub moved: Vec<StoryRow>,
    /// No news, and something falls due within a week: the first such row, in words.
    pub quiet: Vec<(StoryRow, String)>,
    /// Stories with news that bring nothing but copies of what was known.
    pub same: usize,
    /// Stories with news for which there was no room.
    pub more: usize,
}

impl Desk {
    /// The stories of the record's last day, `limit` of each band; none where no report has a day.
    ///
    /// # Errors
    /// When the record cannot be read.
    pub fn bands(&self, limit: usize) -> Result<Option<Bands>> {
        let Some(day) = self.record.newest_day()? else { return Ok(None) };
        let news = News::Days { since: Some(day), until: Some(day) };
        let (rows, all) = self.record.stories_with(news, LOOKED_AT)?;
        let mut bands = Bands { day, more: all - rows.len(), ..Bands::default() };
        for row in rows {
            let band = match () {
                () if self.record.fresh(&row.key, news)?.old.is_empty() => &mut bands.new,
                () if self.record.has_new_origin(&row.key, news)? => &mut bands.moved,
                () => {
                    bands.same += 1;
                    continue;
                }
            };
            if band.len() < limit {
                band.push(row);
            } else {
                bands.more += 1;
            }
        }
        for (story, first) in self.quiet(news, limit)? {
            if let Some(row) = self.record.story_row(&story)? {
                let when = first.due().map(|due| format!(", due {due}")).unwrap_or_default();
                bands.quiet.push((row, format!("{}{when}: {}", ledger::stands(&first), ledger::words(&first.of))));
            }
        }
        Ok(Some(bands))
    }
}
