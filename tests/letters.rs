//! What mails say, with made-up people, as operators can look at them: text and HTML.

use tenure_app::mail::letters;
use tenure_domain::message::MessageKind;

/// Where the samples come from.
const INSTANCE: &str = "https://time.example.com";

/// Kinds that nothing writes yet.
const UNWRITTEN: &[MessageKind] = &[MessageKind::Alert];

#[test]
fn every_kind_of_mail_that_is_written_has_a_sample() {
    for kind in MessageKind::ALL {
        let written = letters::sample(*kind).is_some();
        assert_eq!(written, !UNWRITTEN.contains(kind), "{}", kind.as_str());
    }
}

#[test]
fn every_sample_reads_as_it_was_last_accepted() {
    for kind in MessageKind::ALL {
        let Some(letter) = letters::sample(*kind) else {
            continue;
        };
        let mail = letter.render(INSTANCE).expect("the templates render");
        let word = kind.as_str();
        let text = format!("Subject: {}\n\n{}", mail.subject, mail.text);
        insta::assert_snapshot!(format!("{word}_text"), text);
        insta::assert_snapshot!(format!("{word}_html"), mail.html);
    }
}

#[test]
fn no_mail_asks_for_anything_from_another_server() {
    for letter in MessageKind::ALL
        .iter()
        .filter_map(|kind| letters::sample(*kind))
    {
        let mail = letter.render(INSTANCE).expect("the templates render");
        for tag in ["<img", "<script", "<link", "@import", "url("] {
            assert!(!mail.html.contains(tag), "{tag} in {}", mail.html);
        }
    }
}
