//! The weekly summary: each Monday, one's own hours of the week before, for those who want it.

use std::collections::BTreeMap;

use tenure_domain::id::{MessageId, OrganizationId, ProjectId, UserId};
use tenure_domain::membership::Membership;
use tenure_domain::message::MessageKind;
use tenure_domain::organization::TimeZoneName;
use tenure_domain::permission::{ReadProjects, ReadReports};
use tenure_domain::week::Week;
use tenure_store::time_entries::{self, TimeEntryFilter};
use tenure_store::users::{self, Subscriber};
use tenure_store::{Tenancy, memberships, projects};

use crate::mail::letters::{OrganizationHours, ProjectHours, WeeklySummary};
use crate::mail::{Envelope, post};
use crate::{Error, Tenure};

/// How many subscribers are looked at together.
const BATCH: usize = 200;

impl Tenure {
    /// Mails everybody who wants it, and has not got it yet, the summary of the newest week that is
    /// due, and tells how many were mailed. Run as often as one likes, it mails each once; a week
    /// that no server saw is not made up for once the next one is due.
    ///
    /// # Errors
    /// The first failure, after everybody else got theirs.
    pub async fn send_weekly_summaries(&self) -> Result<u64, Error> {
        let (mut after, mut sent, mut failed) = (None, 0, None);
        loop {
            let page = self.subscribers(after).await?;
            after = page.last().map(|subscriber| subscriber.user.id);
            if page.is_empty() {
                return failed.map_or(Ok(sent), Err);
            }
            for subscriber in page {
                match self.summarize_week(subscriber).await {
                    Ok(true) => sent += 1,
                    Ok(false) => {}
                    Err(error) => failed = failed.or(Some(error)),
                }
            }
        }
    }

    async fn subscribers(&self, after: Option<UserId>) -> Result<Vec<Subscriber>, Error> {
        self.db
            .read(Tenancy::Global, move |tx| {
                Box::pin(async move { Ok(users::weekly_subscribers(tx, after, BATCH).await?) })
            })
            .await
    }

    /// Mails one subscriber their week, if it is due and not mailed yet. When it is due goes by the
    /// organization they last chose; each organization's week by its own time zone.
    async fn summarize_week(&self, subscriber: Subscriber) -> Result<bool, Error> {
        let Subscriber { user, since, week } = subscriber;
        let Some(recipient) = user.email else {
            return Ok(false);
        };
        let (memberships, home) = self.memberships_of(user.id).await?;
        let home = memberships
            .iter()
            .find(|membership| Some(membership.organization.id) == home);
        let zone = home.map_or_else(TimeZoneName::default, |home| {
            home.organization.time_zone.clone()
        });
        let now = self.now();
        let (due, due_at) = Week::to_summarize(now, &zone);
        let name = due.to_string();
        if due_at < since || week.is_some_and(|week| week >= name) {
            return Ok(false);
        }
        let mut organizations = Vec::new();
        for membership in memberships {
            organizations.extend(self.own_hours(user.id, membership, due).await?);
        }
        let letter = WeeklySummary {
            week: due.in_words(),
            organizations,
            url: format!("{}/account", self.instance().public_url),
        };
        let rendered = letter.letter().render(&self.instance().public_url)?;
        let envelope = Envelope {
            id: MessageId::new(now, self.randomness()),
            organization_id: None,
            user_id: Some(user.id),
            kind: MessageKind::WeeklySummary,
            idempotency_key: format!("weeklySummary/{}/{name}", user.id),
            recipient,
        };
        self.db
            .write(Tenancy::Global, move |tx| {
                Box::pin(async move {
                    // Of several servers one gets to write it.
                    let first = users::mark_weekly_summary(tx, user.id, &name).await?;
                    Ok(first && post(tx, envelope, rendered, now).await?)
                })
            })
            .await
    }

    /// What a member tracked in an organization in that week; none if it is nothing, or if they are
    /// no longer in it.
    async fn own_hours(
        &self,
        user: UserId,
        membership: Membership,
        week: Week,
    ) -> Result<Option<OrganizationHours>, Error> {
        let organization = membership.organization;
        let id: OrganizationId = organization.id;
        let bounds = week.days(&organization.time_zone);
        let (days, by_project) = self
            .db
            .read(Tenancy::Organization(id), move |tx| {
                Box::pin(async move {
                    let (mut days, mut by_project) = ([0; 7], BTreeMap::new());
                    let access = memberships::act_for(tx, user, id).await?;
                    let scope = access.and_then(|access| access.require::<ReadReports>().ok());
                    let Some(scope) = scope else {
                        return Ok::<_, Error>((days, Vec::new()));
                    };
                    for (day, bounds) in days.iter_mut().zip(bounds.windows(2)) {
                        let filter = TimeEntryFilter {
                            user_id: Some(user),
                            from: Some(bounds[0]),
                            to: Some(bounds[1]),
                            running: Some(false),
                            ..TimeEntryFilter::default()
                        };
                        for total in time_entries::totals_by_project(tx, &scope, &filter).await? {
                            *day += total.summary.seconds;
                            let project = total.summary.project_id.map(ProjectId::uuid);
                            *by_project.entry(project).or_insert(0) += total.summary.seconds;
                        }
                    }
                    let scope = scope.also::<ReadProjects>()?;
                    let mut named = Vec::new();
                    for (project, seconds) in by_project {
                        let name = match project.map(ProjectId::from_uuid) {
                            Some(project) => projects::find(tx, &scope, project)
                                .await?
                                .map(|project| project.name),
                            None => None,
                        };
                        named.push(ProjectHours { name, seconds });
                    }
                    Ok((days, named))
                })
            })
            .await?;
        let mut projects = by_project;
        if projects.is_empty() {
            return Ok(None);
        }
        projects.sort_by_key(|project| std::cmp::Reverse(project.seconds));
        Ok(Some(OrganizationHours {
            name: organization.name,
            projects,
            days,
        }))
    }
}
