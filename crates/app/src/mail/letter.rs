//! The one layout of all mail: what a letter holds, and how it becomes text and HTML.

use askama::Template;

use crate::Error;

/// The most characters of a subject: what mail programs show of it.
const SUBJECT_CHARACTERS: usize = 150;

/// The most characters of a name that somebody gave and that others read in a mail: long enough for
/// any name, too short for a message.
const NAME_CHARACTERS: usize = 80;

/// What a mail says. Both its bodies are made from this, so that they cannot say different things.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letter {
    /// The subject.
    pub subject: String,
    /// The first line of the mail itself.
    pub heading: String,
    /// What it says, from top to bottom.
    pub blocks: Vec<Block>,
    /// The one thing to do, if there is one.
    pub action: Option<Action>,
    /// Why this mail came, for the foot.
    pub why: String,
}

/// A part of a mail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// A paragraph.
    Text(String),
    /// Somebody's own words, shown as such.
    Quote(String),
    /// Names with values, one a line.
    Facts(Vec<Fact>),
}

/// One value with its name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact {
    /// What it is.
    pub name: String,
    /// The value.
    pub value: String,
}

/// The button of a mail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Action {
    /// What it does.
    pub label: String,
    /// Where it leads.
    pub url: String,
}

/// A mail as it is sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rendered {
    /// The subject: one line, cut to length.
    pub subject: String,
    /// The plain text.
    pub text: String,
    /// The HTML, with everything that people wrote escaped.
    pub html: String,
}

#[derive(Template)]
#[template(path = "letter.html")]
struct Html<'a> {
    subject: &'a str,
    heading: &'a str,
    blocks: &'a [Block],
    action: Option<&'a Action>,
    why: &'a str,
    instance: &'a str,
}

#[derive(Template)]
#[template(path = "letter.txt")]
struct Text<'a> {
    heading: &'a str,
    blocks: &'a [Block],
    action: Option<&'a Action>,
    why: &'a str,
    instance: &'a str,
}

impl Letter {
    /// Renders both bodies. `instance` is where people reach Tenure.
    ///
    /// # Errors
    /// If a template fails, which none does.
    pub fn render(&self, instance: &str) -> Result<Rendered, Error> {
        let subject = one_line(&self.subject, SUBJECT_CHARACTERS);
        let html = Html {
            subject: &subject,
            heading: &self.heading,
            blocks: &self.blocks,
            action: self.action.as_ref(),
            why: &self.why,
            instance,
        };
        let text = Text {
            heading: &self.heading,
            blocks: &self.blocks,
            action: self.action.as_ref(),
            why: &self.why,
            instance,
        };
        let failed = |error: askama::Error| Error::Internal(format!("a mail: {error}"));
        Ok(Rendered {
            html: html.render().map_err(failed)?,
            text: text.render().map_err(failed)?,
            subject,
        })
    }
}

/// A name that somebody gave, as mails show it: on one line and cut to length.
#[must_use]
pub(super) fn name(text: &str) -> String {
    one_line(text, NAME_CHARACTERS)
}

/// Without line breaks, control characters and what turns the direction of the text after it, so
/// that it is one line of a header and stays what it is beside other text.
fn one_line(text: &str, characters: usize) -> String {
    let turns = |c: char| matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{2028}' | '\u{2029}');
    let spaced: String = text
        .chars()
        .map(|c| if c.is_control() || turns(c) { ' ' } else { c })
        .collect();
    let words = spaced.split_whitespace().collect::<Vec<_>>().join(" ");
    if words.chars().count() <= characters {
        return words;
    }
    let cut: String = words.chars().take(characters - 1).collect();
    format!("{}…", cut.trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_people_wrote_is_escaped_and_stays_on_its_line() {
        let letter = Letter {
            subject: "Join <Acme>\r\nBcc: everybody@example.com".to_owned(),
            heading: "<b>Acme</b>".to_owned(),
            blocks: vec![
                Block::Text("<script>alert(1)</script>".to_owned()),
                Block::Quote("\"quoted\" & <i>lines</i>\nof it".to_owned()),
                Block::Facts(vec![Fact {
                    name: "<u>".to_owned(),
                    value: "</table>".to_owned(),
                }]),
            ],
            action: Some(Action {
                label: "<Go>".to_owned(),
                url: "http://tenure.test/?a=1&b=\"".to_owned(),
            }),
            why: "<why>".to_owned(),
        };
        let Rendered {
            subject,
            text,
            html,
        } = letter.render("http://tenure.test").unwrap();
        assert_eq!(subject, "Join <Acme> Bcc: everybody@example.com");
        for tag in ["<b>", "<script>", "<i>", "<u>", "<Go>", "<why>", "b=\""] {
            assert!(!html.contains(tag), "{tag} in {html}");
        }
        assert!(
            text.contains("> \"quoted\" & <i>lines</i>\n> of it\n"),
            "{text}"
        );
    }

    #[test]
    fn a_name_that_is_too_long_or_turns_the_text_around_is_tamed() {
        assert_eq!(name("Acme\u{202e}\n GmbH"), "Acme GmbH");
        assert_eq!(name(&"x".repeat(200)).chars().count(), NAME_CHARACTERS);
    }
}
