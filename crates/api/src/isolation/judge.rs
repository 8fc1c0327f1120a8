//! Judging an answer: the proof stands and falls with it, so it does no I/O and has its own tests.

use serde_json::{Value, json};

use super::exchange::Answer;
use super::report::LeakKind;
use super::secrets::Secrets;

/// A request, as far as its answer is judged by it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Request<'a> {
    /// All that it says.
    pub(super) text: &'a str,
    /// Whether its path or its body names something of the victim's. What stands behind `?` only
    /// narrows a list down, so that an empty list is a fine answer to it.
    pub(super) names_the_victims: bool,
}

/// The answer to the same request with ids that nobody has.
#[derive(Debug, Clone, Copy)]
pub(super) struct Twin<'a> {
    pub(super) answer: &'a Answer,
    /// What of the victim's the request held.
    pub(super) theirs: &'a [String],
    /// What the twin held in those places.
    pub(super) nobodys: &'a [String],
    /// How much of the two answers must be the same.
    pub(super) extent: Extent,
}

/// How much of two answers is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Extent {
    /// All of them, but for the ids that were given and the ids of the requests.
    Whole,
    /// Status, code and detail: for requests that make something of one's own, with new ids.
    Outcome,
}

/// The ways in which an answer leaks, with what was seen.
pub(super) fn judge(
    secrets: &Secrets,
    request: Request<'_>,
    answer: &Answer,
    twin: Option<Twin<'_>>,
) -> Vec<(LeakKind, String)> {
    let mut leaks = Vec::new();
    let whole = format!("{}\n{}", answer.headers, answer.body);
    if let Some(secret) = secrets.shown(request.text, &whole) {
        leaks.push((
            LeakKind::Shown,
            format!("`{secret}` in {} {}", answer.status, cut(&answer.body)),
        ));
    }
    if request.names_the_victims && answer.is_success() {
        leaks.push((
            LeakKind::Accepted,
            format!("{} {}", answer.status, cut(&answer.body)),
        ));
    }
    if let Some(twin) = twin {
        let theirs = comparable(answer, twin.theirs, twin.extent);
        let nobodys = comparable(twin.answer, twin.nobodys, twin.extent);
        if theirs != nobodys {
            leaks.push((
                LeakKind::Distinguishable,
                format!(
                    "{} instead of {}",
                    cut(&theirs.to_string()),
                    cut(&nobodys.to_string())
                ),
            ));
        }
    }
    leaks
}

/// An answer without what may differ: the ids that were given, and the id of the request.
fn comparable(answer: &Answer, given: &[String], extent: Extent) -> Value {
    let mut text = answer.body.clone();
    for (place, value) in given.iter().enumerate() {
        text = text.replace(value, &format!("{{{place}}}"));
    }
    let mut body = serde_json::from_str(&text).unwrap_or(Value::String(text));
    if let Some(body) = body.as_object_mut() {
        body.remove("requestId");
        // A cursor is a place and a signature over the request itself, which differs because the
        // requests do: only the place is the answer's.
        if let Some(Value::String(cursor)) = body.get_mut("continueCursor") {
            let place = cursor.split('.').next().unwrap_or_default().to_owned();
            *cursor = place;
        }
    }
    match extent {
        Extent::Whole => json!({"status": answer.status, "body": body}),
        Extent::Outcome => {
            json!({"status": answer.status, "code": body["code"], "detail": body["detail"]})
        }
    }
}

/// A text short enough for a line of the report.
fn cut(text: &str) -> String {
    const CHARACTERS: usize = 300;
    let mut short: String = text.chars().take(CHARACTERS).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    short
}

#[cfg(test)]
mod tests {
    use super::*;

    const THEIRS: &str = "0196f0c4-8a00-7000-8000-00000000000a";
    const OTHER_OF_THEIRS: &str = "0196f0c4-8a00-7000-8000-00000000000b";
    const NOBODYS: &str = "0196f0c4-8a00-7000-8000-00000000000c";
    const NAMES_THEM: Request<'_> = Request {
        text: "/clients/0196f0c4-8a00-7000-8000-00000000000a",
        names_the_victims: true,
    };

    fn secrets() -> Secrets {
        let mut secrets = Secrets::default();
        secrets.add("marker");
        secrets.add_ids_in(THEIRS);
        secrets.add_ids_in(OTHER_OF_THEIRS);
        secrets
    }

    fn answer(status: u16, body: &str) -> Answer {
        Answer {
            status,
            body: body.to_owned(),
            ..Answer::default()
        }
    }

    fn kinds(request: Request<'_>, answer: &Answer, nobodys: Option<&Answer>) -> Vec<LeakKind> {
        let (theirs, others) = ([THEIRS.to_owned()], [NOBODYS.to_owned()]);
        let twin = nobodys.map(|answer| Twin {
            answer,
            theirs: &theirs,
            nobodys: &others,
            extent: Extent::Whole,
        });
        judge(&secrets(), request, answer, twin)
            .into_iter()
            .map(|(kind, _)| kind)
            .collect()
    }

    #[test]
    fn a_refusal_that_is_the_same_for_an_id_that_nobody_has_leaks_nothing() {
        let theirs = format!(r#"{{"code":"not_found","detail":"no {THEIRS}","requestId":"1"}}"#);
        let nobodys = format!(r#"{{"code":"not_found","detail":"no {NOBODYS}","requestId":"2"}}"#);
        let nobodys = answer(404, &nobodys);
        assert_eq!(kinds(NAMES_THEM, &answer(404, &theirs), Some(&nobodys)), []);
    }

    #[test]
    fn a_cursors_place_is_judged_and_its_signature_is_not() {
        const NAMES_NOBODY: Request<'_> = Request {
            text: "/clients?search=marker",
            names_the_victims: false,
        };
        let page = |cursor: &str| {
            answer(
                200,
                &format!(r#"{{"page":[],"continueCursor":"{cursor}"}}"#),
            )
        };
        assert_eq!(
            kinds(NAMES_NOBODY, &page("bnVsbA.one"), Some(&page("bnVsbA.two"))),
            []
        );
        assert_eq!(
            kinds(NAMES_NOBODY, &page("WzFd.one"), Some(&page("bnVsbA.two"))),
            [LeakKind::Distinguishable]
        );
    }

    #[test]
    fn the_marker_in_a_body_leaks() {
        let shown = answer(404, r#"{"name":"A Marker"}"#);
        assert_eq!(kinds(NAMES_THEM, &shown, None), [LeakKind::Shown]);
    }

    #[test]
    fn another_id_of_the_victims_leaks_and_the_one_that_was_sent_does_not() {
        let echoed = answer(404, &format!(r#"{{"detail":"{THEIRS}"}}"#));
        assert_eq!(kinds(NAMES_THEM, &echoed, None), []);
        let shown = answer(404, &format!(r#"{{"detail":"{OTHER_OF_THEIRS}"}}"#));
        assert_eq!(kinds(NAMES_THEM, &shown, None), [LeakKind::Shown]);
    }

    #[test]
    fn an_id_of_the_victims_in_a_header_leaks() {
        let shown = Answer {
            headers: format!("location: /clients/{OTHER_OF_THEIRS}\n"),
            ..answer(404, "")
        };
        assert_eq!(kinds(NAMES_THEM, &shown, None), [LeakKind::Shown]);
    }

    #[test]
    fn a_success_on_a_path_of_the_victims_leaks_and_one_on_ones_own_does_not() {
        assert_eq!(
            kinds(NAMES_THEM, &answer(204, ""), None),
            [LeakKind::Accepted]
        );
        let own = Request {
            text: "/clients?projectId=x",
            names_the_victims: false,
        };
        assert_eq!(kinds(own, &answer(200, r#"{"page":[]}"#), None), []);
    }

    #[test]
    fn an_answer_that_differs_from_that_for_an_id_that_nobody_has_leaks() {
        let not_found = answer(404, r#"{"code":"not_found"}"#);
        for theirs in [
            answer(403, r#"{"code":"access_denied"}"#),
            answer(404, r#"{"code":"organization_not_found"}"#),
            answer(404, r#"{"code":"not_found","detail":"archived"}"#),
        ] {
            assert_eq!(
                kinds(NAMES_THEM, &theirs, Some(&not_found)),
                [LeakKind::Distinguishable],
                "{theirs:?}"
            );
        }
    }

    #[test]
    fn totals_that_count_the_victims_time_leak() {
        let own = Request {
            text: "/reports/summary?projectId=x",
            names_the_victims: false,
        };
        let counted = answer(200, r#"{"seconds":60}"#);
        let nothing = answer(200, r#"{"seconds":0}"#);
        assert_eq!(
            kinds(own, &counted, Some(&nothing)),
            [LeakKind::Distinguishable]
        );
    }
}
