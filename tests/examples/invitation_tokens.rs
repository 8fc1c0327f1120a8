//! Measures whether links that do not work can be told apart by how long they take:
//! `cargo run --release -p tenure-tests --example invitation_tokens`.
//!
//! For each engine, way of asking and kind of link: the median of 200 tries, in turn with the others
//! so that a busy machine slows all of them, and how likely a difference from an unknown token as
//! large as this one is by chance (Mann–Whitney, two-sided). It asserts nothing: a machine's times
//! are no test.

#![expect(
    clippy::print_stdout,
    reason = "a measurement talks to a person at a terminal"
)]
#![expect(
    clippy::disallowed_methods,
    reason = "it is about the machine's time, not the application's"
)]

use std::time::Instant;

use serde_json::{Value, json};
use tenure_domain::role::Role;
use tenure_testkit::{Actor, Engine, PASSWORD, Team, TestApp};

const TRIES: usize = 200;

/// Something that may be wrong with a link, and one with which it is.
type Kind = (&'static str, String);

async fn link(inviter: &Actor, acme: &Team, email: &str) -> (String, String) {
    let body = json!({"emails": [email], "role": "member"});
    let answer = inviter.post(&acme.path("invitations"), body).await.body;
    let result = &answer["results"][0];
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let link = text(&result["link"]);
    let token = link.split_once('#').map_or("", |(_, token)| token);
    (text(&result["invitation"]["id"]), token.to_owned())
}

async fn kinds(app: &TestApp) -> Vec<Kind> {
    let acme = app.team("Acme").await;
    let ada = app.member(&acme, Role::Owner, "Ada").await;
    let (_, expired) = link(&ada, &acme, "expired@example.com").await;
    app.clock.advance(8 * 24 * 3600);
    let (_, used) = link(&ada, &acme, "used@example.com").await;
    let form = json!({"name": "Used", "password": PASSWORD});
    let path = format!("/invitations/{used}/accept");
    app.anonymous().post(&path, form).await;
    let (revoked_id, revoked) = link(&ada, &acme, "revoked@example.com").await;
    ada.delete(&acme.path(&format!("invitations/{revoked_id}")))
        .await;
    let (replaced_id, replaced) = link(&ada, &acme, "replaced@example.com").await;
    let path = acme.path(&format!("invitations/{replaced_id}/resend"));
    ada.post(&path, json!({"deliver": "link"})).await;
    vec![
        ("unknown", "A".repeat(43)),
        ("unknown too", "B".repeat(43)),
        ("expired", expired),
        ("used", used),
        ("revoked", revoked),
        ("replaced", replaced),
    ]
}

/// One try, in microseconds.
async fn try_once(actor: &Actor, way: &str, token: &str) -> f64 {
    let path = format!("/invitations/{token}{way}");
    let begun = Instant::now();
    let answer = if way.is_empty() {
        actor.get(&path).await
    } else {
        actor.post(&path, json!({})).await
    };
    let elapsed = begun.elapsed();
    assert!(matches!(answer.status, 202 | 404), "{}", answer.body);
    elapsed.as_secs_f64() * 1e6
}

fn median(times: &[f64]) -> f64 {
    let mut sorted = times.to_vec();
    sorted.sort_by(f64::total_cmp);
    sorted[sorted.len() / 2]
}

/// The two-sided probability of ranks this different by chance, by the normal approximation.
#[expect(clippy::cast_precision_loss, reason = "a few hundred tries")]
fn by_chance(times: &[f64], others: &[f64]) -> f64 {
    let wins = times
        .iter()
        .flat_map(|this| others.iter().map(move |that| this.total_cmp(that)))
        .map(|order| match order {
            std::cmp::Ordering::Greater => 1.0,
            std::cmp::Ordering::Equal => 0.5,
            std::cmp::Ordering::Less => 0.0,
        })
        .sum::<f64>();
    let (a, b) = (times.len() as f64, others.len() as f64);
    let deviation = (a * b * (a + b + 1.0) / 12.0).sqrt();
    let z = ((wins - a * b / 2.0) / deviation).abs();
    // Abramowitz and Stegun, 26.2.17.
    let t = 1.0 / (1.0 + 0.231_641_9 * z);
    let tail = [
        1.330_274_429,
        -1.821_255_978,
        1.781_477_937,
        -0.356_563_782,
        0.319_381_530,
    ]
    .iter()
    .fold(0.0, |sum, factor| t * (factor + sum));
    let density = (-z * z / 2.0).exp() / (2.0 * std::f64::consts::PI).sqrt();
    (2.0 * density * tail).min(1.0)
}

#[tokio::main]
async fn main() {
    for engine in [Engine::Sqlite, Engine::Postgres] {
        let app = TestApp::on(engine).await;
        let kinds = kinds(&app).await;
        let anyone = app.anonymous();
        for way in ["", "/accept", "/decline", "/renew"] {
            let mut times: Vec<Vec<f64>> = vec![Vec::new(); kinds.len()];
            for attempt in 0..TRIES + 20 {
                for step in 0..kinds.len() {
                    // Each kind comes at each place of the turn.
                    let index = (attempt + step) % kinds.len();
                    let taken = try_once(&anyone, way, &kinds[index].1).await;
                    if attempt >= 20 {
                        times[index].push(taken);
                    }
                }
            }
            println!(
                "{} {}",
                engine.as_str(),
                if way.is_empty() { "open" } else { way }
            );
            for ((kind, _), taken) in kinds.iter().zip(&times) {
                let chance = by_chance(taken, &times[0]);
                println!(
                    "  {kind:<12} median {:>7.1} µs   by chance {chance:.3}",
                    median(taken)
                );
            }
        }
    }
}
