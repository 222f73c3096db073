//! The one part that writes: corrections and their undoing, and searches that are kept. Only where the server was started to correct, and only for
//! who has its token: as a cookie that the address told at the start sets, or in the head of a request.
//!
//! What is kept is what the command line keeps; what hangs on it is derived on a thread of its own, while pages are read.

use crate::app::App;
use crate::failure::Failure;
use crate::pages::encoded;
use axum::Router;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use rapporteur_desk::{Desk, searches};
use rapporteur_store::{Field, Stated};
use url::form_urlencoded;

pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route("/enter/{token}", get(enter))
        .route("/corrections", post(correct))
        .route("/corrections/{number}/undo", post(undo))
        .route("/searches", post(keep))
        .route("/search/{name}/looked", post(looked))
        .route("/search/{name}/remove", post(remove))
}

/// Who has the token is known from then on, in this browser and until it is closed.
async fn enter(State(app): State<App>, Path(token): Path<String>, headers: HeaderMap) -> Result<Response, Failure> {
    let corrects = app.corrects().ok_or_else(reads_only)?;
    if !is_same(&token, &corrects.token) {
        return Err(Failure::forbidden("this is not the address that was told when the server was started"));
    }
    let cookie = format!("{}={}; Path=/; HttpOnly; SameSite=Strict", cookie_name(&headers), corrects.token);
    let cookie = HeaderValue::from_str(&cookie).map_err(Failure::broken)?;
    let mut answer = Redirect::to("/").into_response();
    answer.headers_mut().insert(header::SET_COOKIE, cookie);
    answer.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Ok(answer)
}

fn reads_only() -> Failure {
    Failure::forbidden("this server only reads: start it with `rapporteur serve --correct`, or correct on the command line")
}

/// Servers on other ports of this machine are sent the cookie too: each has one of its own name.
fn cookie_name(headers: &HeaderMap) -> String {
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    format!("rapporteur_{}", host.rsplit(':').next().unwrap_or_default())
}

/// Refuses who does not have the token.
fn admitted(app: &App, headers: &HeaderMap) -> Result<(), Failure> {
    let corrects = app.corrects().ok_or_else(reads_only)?;
    let text = |name: header::HeaderName| headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let (named, name) = (text(header::AUTHORIZATION).strip_prefix("Bearer "), cookie_name(headers));
    let kept = text(header::COOKIE).split(';').find_map(|one| one.trim().split_once('=').filter(|(known, _)| *known == name));
    let token = named.or(kept.map(|(_, token)| token)).unwrap_or_default();
    if is_same(token, &corrects.token) {
        return Ok(());
    }
    Err(Failure::forbidden("open the address that was told when the server was started: it lets this browser correct"))
}

/// Compared to the end, so that the time says nothing of how far they agree.
fn is_same(one: &str, other: &str) -> bool {
    one.len() == other.len() && one.bytes().zip(other.bytes()).fold(0, |found, (a, b)| found | (a ^ b)) == 0
}

/// The fields of a form.
struct Fields(Vec<(String, String)>);

impl Fields {
    fn of(body: &[u8]) -> Self {
        Self(form_urlencoded::parse(body).into_owned().collect())
    }

    fn all(&self, name: &str) -> Vec<String> {
        let of = self.0.iter().filter(|(known, _)| known == name).map(|(_, value)| value.trim().to_owned());
        of.filter(|value| !value.is_empty()).collect()
    }

    fn one(&self, name: &str) -> Option<String> {
        self.all(name).into_iter().next()
    }

    fn wanted(&self, name: &str) -> Result<String, Failure> {
        self.one(name).ok_or_else(|| Failure::asked(format!("`{name}` is not filled in")))
    }
}

async fn correct(State(app): State<App>, headers: HeaderMap, body: Bytes) -> Result<Response, Failure> {
    admitted(&app, &headers)?;
    let fields = Fields::of(&body);
    // A field of a report can be said for itself; everything else has a reason.
    let why = if fields.one("sort").as_deref() == Some("edit") { fields.one("why").unwrap_or_default() } else { fields.wanted("why")? };
    let (by, made) = (fields.one("by"), now(&app));
    app.write(move |desk| stated(desk, &fields), move |record, stated| Ok(record.correct(&stated, &why, by.as_deref(), &made).map(drop)?))
        .await?;
    app.follow();
    Ok(Redirect::to("/corrections").into_response())
}

/// What a form asks for.
fn stated(desk: &Desk, fields: &Fields) -> Result<Stated, Failure> {
    let of = fields.wanted("of")?;
    let reports = || match fields.all("report") {
        none if none.is_empty() => Err(Failure::asked("no report is chosen")),
        reports => Ok(reports),
    };
    Ok(match fields.wanted("sort")?.as_str() {
        "split" => desk.split(&of, &reports()?)?,
        "join" => desk.join(&of, &fields.wanted("other")?)?,
        "same" => desk.same(&of, &fields.wanted("other")?)?,
        "different" => desk.different(&of, &reports()?)?,
        "not" => desk.unsaid(&of)?,
        "edit" => {
            // A form sends every field; one that is as it was is no correction.
            let given = |field: Field| fields.0.iter().find(|(name, _)| name == field.label()).map(|(_, value)| (field, value.clone()));
            desk.edited(&of, &Field::ALL.into_iter().filter_map(given).collect::<Vec<_>>())?
        }
        "remove" => desk.removed(&of)?,
        other => return Err(Failure::asked(format!("there is no correction of the sort `{other}`"))),
    })
}

async fn undo(State(app): State<App>, Path(number): Path<i64>, headers: HeaderMap) -> Result<Response, Failure> {
    admitted(&app, &headers)?;
    let when = now(&app);
    app.write(|_| Ok(()), move |record, ()| Ok(record.undo(number, &when).map(drop)?)).await?;
    app.follow();
    Ok(Redirect::to("/corrections").into_response())
}

async fn keep(State(app): State<App>, headers: HeaderMap, body: Bytes) -> Result<Response, Failure> {
    admitted(&app, &headers)?;
    let fields = Fields::of(&body);
    let (name, words, made) = (searches::named(&fields.wanted("name")?)?.to_owned(), fields.wanted("words")?, now(&app));
    let address = format!("/search/{}", encoded(&name));
    let looked = move |desk: &Desk| {
        // What is kept can be asked.
        desk.record.count_holding(&words, 0)?;
        Ok((desk.record.added()?, words))
    };
    app.write(looked, move |record, (looked, words)| Ok(record.keep_search(&name, &words, &made, looked)?)).await?;
    Ok(Redirect::to(&address).into_response())
}

async fn looked(State(app): State<App>, Path(name): Path<String>, headers: HeaderMap) -> Result<Response, Failure> {
    admitted(&app, &headers)?;
    app.write(|desk| Ok(desk.record.added()?), move |record, added| Ok(record.look_through(&name, added)?)).await?;
    Ok(Redirect::to("/searches").into_response())
}

async fn remove(State(app): State<App>, Path(name): Path<String>, headers: HeaderMap) -> Result<Response, Failure> {
    admitted(&app, &headers)?;
    app.write(|_| Ok(()), move |record, ()| Ok(record.drop_search(&name)?)).await?;
    Ok(Redirect::to("/searches").into_response())
}

fn now(app: &App) -> String {
    app.corrects().map(|corrects| (corrects.now)()).unwrap_or_default()
}
