//! One route after the other: every swap, by every caller, judged.

use std::collections::BTreeMap;

use tenure_domain::id::UserId;

use super::Error;
use super::exchange::{Answer, Asked, ask};
use super::judge::{Extent, Request, Twin, judge};
use super::plan::{Place, Plan, Swap};
use super::report::{Caller, Leak, LeakKind};
use super::secrets::Secrets;
use super::tenant::Tenant;
use super::values::{Sort, Values, sort};
use super::view::{View, changed, refused};
use super::world::{Person, World};

/// Everybody who takes part, and what has come out so far.
pub(super) struct Proof {
    pub(super) world: World,
    pub(super) victim: Person,
    pub(super) victims: Tenant,
    pub(super) attacker: Person,
    /// A member of the attacker's organizations.
    accomplice: UserId,
    secrets: Secrets,
    /// What the victim saw at first.
    first_view: View,
    /// What the victim saw last.
    view: View,
    pub(super) leaks: Vec<Leak>,
    pub(super) attempts: BTreeMap<String, usize>,
}

impl Proof {
    /// Makes the victim and the attacker.
    ///
    /// # Errors
    /// If the API refuses them.
    pub(super) async fn begin(world: World, plans: &[Plan]) -> Result<Self, Error> {
        let (marker, canary) = (world.word(), world.word());
        // The marker is what may be searched for; the canary is in no request at all.
        let text = format!("{marker}-{canary}");
        let victim = world.sign_up(&text).await?;
        let colleague = world.sign_up(&text).await?;
        let mut victims = world.tenant(&victim, colleague.id, &text).await?;
        victims.values.set("text", &marker);
        let view = world.view(&victim, &victims.values, plans).await?;
        if let Some((route, seen)) = refused(&view) {
            let reason = format!("the victim cannot see their own: {seen}");
            return Err(Error::unprovable(route, reason));
        }
        let mut secrets = Secrets::default();
        secrets.add(&canary);
        for (key, value) in victims.values.all() {
            // The place of an event is a small number, which stands everywhere.
            if sort(key) != Sort::EventId {
                secrets.add(value);
            }
        }
        secrets.add(&colleague.email);
        for answer in view.values() {
            secrets.add_ids_in(&answer.to_string());
        }
        let attacker = world.sign_up("Attacker").await?;
        let accomplice = world.sign_up("Accomplice").await?.id;
        Ok(Self {
            world,
            victim,
            victims,
            attacker,
            accomplice,
            secrets,
            first_view: view.clone(),
            view,
            leaks: Vec::new(),
            attempts: BTreeMap::new(),
        })
    }

    /// An organization of the attacker's with one of everything: each route gets a new one, since
    /// it may use it up.
    pub(super) async fn own_tenant(&mut self) -> Result<Tenant, Error> {
        self.world.keep_signed_in(&mut self.attacker).await?;
        let text = self.world.word();
        self.world
            .tenant(&self.attacker, self.accomplice, &text)
            .await
    }

    /// Tries one route in every way.
    ///
    /// # Errors
    /// If it cannot be tried.
    pub(super) async fn try_route(&mut self, plan: &Plan, plans: &[Plan]) -> Result<(), Error> {
        let own = self.own_tenant().await?.values;
        let theirs = self.values_for(plan)?;
        for swap in plan.swaps(&theirs)? {
            for caller in [Caller::Owner, Caller::Anonymous] {
                self.try_swap(plan, &swap, &own, &theirs, caller).await?;
            }
        }
        self.try_as_it_is(plan, &own).await?;
        let after = self
            .world
            .view(&self.victim, &self.victims.values, plans)
            .await?;
        let lists = changed(&self.view, &after).join(", ");
        if !lists.is_empty() {
            self.note(plan, Caller::Owner, &Swap::new(), LeakKind::Changed, lists);
            self.view = after;
        }
        Ok(())
    }

    /// The victim's values, with the end of the victim's page if the route is a list.
    fn values_for(&self, plan: &Plan) -> Result<Values, Error> {
        let mut values = self.victims.values.clone();
        // A link lets in whoever has it. What is stored of its secret must not.
        if let Some(stored) = self.victims.values.get("storedToken") {
            values.set("token", stored);
        }
        let takes_cursor = plan.slots.iter().any(|slot| slot.key == "cursor");
        if takes_cursor && plan.for_operators {
            // The victim sees no such list: whatever its cursor is, it is not theirs.
            values.set("cursor", self.world.nobodys(Sort::Cursor));
        } else if takes_cursor {
            let seen = self.first_view.get(&plan.route);
            let cursor = seen.and_then(|seen| seen["body"]["continueCursor"].as_str());
            match cursor {
                Some(cursor) if !cursor.is_empty() => values.set("cursor", cursor),
                _ => {
                    let reason = "the victim's list is empty, so it has no cursor to try";
                    return Err(Error::unprovable(&plan.route, reason));
                }
            }
        }
        Ok(values)
    }

    async fn try_swap(
        &mut self,
        plan: &Plan,
        swap: &Swap,
        own: &Values,
        theirs: &Values,
        caller: Caller,
    ) -> Result<(), Error> {
        let base = self.base(plan, own);
        let (mut given, mut others) = (Vec::new(), Vec::new());
        let (mut values, mut twins) = (base.clone(), base);
        for (number, key) in swap {
            let value = theirs.get(key).unwrap_or_default().to_owned();
            let other = self.world.nobodys(sort(key));
            values[*number] = Some(value.clone());
            twins[*number] = Some(other.clone());
            given.push(value);
            others.push(other);
        }
        let asked = plan.request(&values, false)?;
        let answer = self.send(&asked, caller).await?;
        let compared = if plan.is_claim(swap) {
            None
        } else {
            Some(self.send(&plan.request(&twins, false)?, caller).await?)
        };
        // A failure on the victim's id alone tells of it; any other one proves nothing.
        if compared.as_ref().unwrap_or(&answer).status == 500 {
            return Err(unanswered(&asked, &answer));
        }
        let in_header = |number: &usize| matches!(plan.slots[*number].place, Place::Header(_));
        let extent = if swap.keys().any(in_header) {
            Extent::Outcome
        } else {
            Extent::Whole
        };
        let twin = compared.as_ref().map(|answer| Twin {
            answer,
            theirs: &given,
            nobodys: &others,
            extent,
        });
        let request = Request {
            text: &asked.text(),
            names_the_victims: plan.names(swap),
        };
        for (kind, detail) in judge(&self.secrets, request, &answer, twin) {
            self.note(plan, caller, swap, kind, detail);
        }
        self.count(plan);
        Ok(())
    }

    /// The request with one's own ids: nothing of the victim's may be in the answer. It must also
    /// be understood, or the others were refused for their form and prove nothing.
    async fn try_as_it_is(&mut self, plan: &Plan, own: &Values) -> Result<(), Error> {
        // The owner first: what can be done once must be understood when they do it.
        for caller in [Caller::Owner, Caller::Anonymous] {
            let mut values = self.base(plan, own);
            for (value, slot) in values.iter_mut().zip(&plan.slots) {
                if matches!(slot.place, Place::Query(_)) {
                    *value = own.get(&slot.key).map(str::to_owned);
                }
            }
            let asked = plan.request(&values, true)?;
            let answer = self.send(&asked, caller).await?;
            let has_ids = plan.slots.iter().any(super::plan::Slot::is_id);
            let understood = match answer.status {
                200..300 | 409 => true,
                // Without ids it may be a question of who one is, as at sign-in; of operators' routes
                // it is the only one.
                401 | 403 => !has_ids || plan.for_operators,
                status => plan.understood_token(status),
            };
            if answer.status == 500 || (caller == Caller::Owner && !understood) {
                return Err(unanswered(&asked, &answer));
            }
            let request = Request {
                text: &asked.text(),
                names_the_victims: false,
            };
            for (kind, detail) in judge(&self.secrets, request, &answer, None) {
                self.note(plan, caller, &Swap::new(), kind, detail);
            }
            self.count(plan);
        }
        Ok(())
    }

    /// One's own in the path and the body, and nothing where nothing has to be. Names that only
    /// one may have are new ones.
    fn base(&self, plan: &Plan, own: &Values) -> Vec<Option<String>> {
        let slots = plan.slots.iter();
        slots
            .map(|slot| match &slot.place {
                Place::Path(_) => own.get(&slot.key).map(str::to_owned),
                Place::Body(_) if slot.is_id() || slot.key == "confirm" => {
                    own.get(&slot.key).map(str::to_owned)
                }
                Place::Body(_) => Some(self.world.nobodys(sort(&slot.key))),
                Place::Query(_) | Place::Header(_) => None,
            })
            .collect()
    }

    async fn send(&mut self, asked: &Asked, caller: Caller) -> Result<Answer, Error> {
        let cookie = (caller == Caller::Owner).then_some(self.attacker.cookie.as_str());
        let answer = ask(&self.world.router, cookie, asked).await?;
        if matches!(answer.status, 405 | 415 | 429 | 501..) {
            return Err(unanswered(asked, &answer));
        }
        // Whatever was done may have ended the session.
        if caller == Caller::Owner && asked.method != "GET" && answer.is_success() {
            self.world.keep_signed_in(&mut self.attacker).await?;
        }
        Ok(answer)
    }

    fn note(&mut self, plan: &Plan, caller: Caller, swap: &Swap, kind: LeakKind, detail: String) {
        self.leaks.push(Leak {
            route: plan.route.clone(),
            caller,
            swapped: plan.describe(swap),
            kind,
            detail,
        });
    }

    fn count(&mut self, plan: &Plan) {
        *self.attempts.entry(plan.route.clone()).or_default() += 1;
    }
}

fn unanswered(asked: &Asked, answer: &Answer) -> Error {
    let reason = format!(
        "{} was answered {} {}",
        asked.text(),
        answer.status,
        answer.body
    );
    Error::unprovable(&asked.route, reason)
}
