//! Clients, projects, categories, time entries: each organization its own.

use tenure_domain::client::{ArchivedFilter, Client};
use tenure_domain::permission::{
    CreateClients, CreateProjects, CreateTimeEntries, DeleteClients, DeleteProjects,
    DeleteTimeEntries, ReadCategories, ReadClients, ReadProjects, ReadReports, ReadTimeEntries,
    UpdateClients, UpdateProjects, UpdateTimeEntries,
};
use tenure_domain::project::Project;
use tenure_domain::text;
use tenure_store::categories;
use tenure_store::clients::{self, ClientFilter, NamePlace};
use tenure_store::projects::{self, ProjectFilter};
use tenure_store::time_entries::{self, StartPlace, TimeEntryFilter};
use tenure_testkit::each_engine;

use super::fixture::{NOW, Tenants, reads, writes};

fn client(tenants: &Tenants, name: &str) -> Client {
    Client {
        id: tenants.client_id(),
        name: name.to_owned(),
        note: None,
        website_url: None,
        color: None,
        address: None,
        archived: false,
        created_at: NOW,
        updated_at: NOW,
    }
}

fn project(tenants: &Tenants, name: &str) -> Project {
    Project {
        id: tenants.project_id(),
        client_id: None,
        name: name.to_owned(),
        color: None,
        hourly_rate: None,
        budget: None,
        archived: false,
        created_at: NOW,
        updated_at: NOW,
    }
}

each_engine! {
    async fn a_client_belongs_to_its_organization(tenants: Tenants) {
        let (db, acme, rival) = (tenants.db(), tenants.acme, tenants.rival);
        let made = client(&tenants, "Globex");
        let (id, new) = (made.id, made.clone());
        writes!(db, acme.tenancy(), |tx| clients::insert(tx, &acme.scope::<CreateClients>(), &new).await).unwrap();
        for (tenant, expected) in [(acme, Some(made.clone())), (rival, None)] {
            let found = reads!(db, tenant.tenancy(), |tx| clients::find(tx, &tenant.scope::<ReadClients>(), id).await);
            assert_eq!(found.unwrap(), expected);
            let found = writes!(db, tenant.tenancy(), |tx| {
                clients::find_to_change(tx, &tenant.scope::<UpdateClients>(), id).await
            });
            assert_eq!(found.unwrap(), expected);
            let exists = writes!(db, tenant.tenancy(), |tx| clients::exists(tx, &tenant.scope::<ReadClients>(), id).await);
            assert_eq!(exists.unwrap(), expected.is_some());
            let filter = ClientFilter { archived: ArchivedFilter::All, search: None };
            let all = reads!(db, tenant.tenancy(), |tx| {
                clients::list(tx, &tenant.scope::<ReadClients>(), &filter, None, 9).await
            });
            assert_eq!(all.unwrap(), expected.clone().into_iter().collect::<Vec<_>>());
        }
        let mut changed = made.clone();
        "Initech".clone_into(&mut changed.name);
        for (tenant, expected) in [(rival, false), (acme, true)] {
            let new = changed.clone();
            let done = writes!(db, tenant.tenancy(), |tx| clients::update(tx, &tenant.scope::<UpdateClients>(), &new).await);
            assert_eq!(done.unwrap(), expected);
        }
        let after = NamePlace { name_key: text::key("Initech"), id };
        let rest = reads!(db, acme.tenancy(), |tx| {
            clients::list(tx, &acme.scope::<ReadClients>(), &ClientFilter::default(), Some(&after), 9).await
        });
        assert_eq!(rest.unwrap(), []);
        for (tenant, expected) in [(rival, false), (acme, true)] {
            let done = writes!(db, tenant.tenancy(), |tx| clients::delete(tx, &tenant.scope::<DeleteClients>(), id).await);
            assert_eq!(done.unwrap(), expected);
        }
    }

    async fn a_project_refers_to_a_client_of_its_own_organization(tenants: Tenants) {
        let (db, acme, rival) = (tenants.db(), tenants.acme, tenants.rival);
        let (of_acme, of_rival) = (client(&tenants, "Globex"), client(&tenants, "Globex"));
        let (own, foreign) = (of_acme.id, of_rival.id);
        writes!(db, acme.tenancy(), |tx| clients::insert(tx, &acme.scope::<CreateClients>(), &of_acme).await).unwrap();
        writes!(db, rival.tenancy(), |tx| clients::insert(tx, &rival.scope::<CreateClients>(), &of_rival).await).unwrap();
        let mut stray = project(&tenants, "Stray");
        stray.client_id = Some(foreign);
        let error = writes!(db, acme.tenancy(), |tx| projects::insert(tx, &acme.scope::<CreateProjects>(), &stray).await);
        assert!(error.unwrap_err().is_foreign_key_violation(), "the database itself refuses");
        let mut made = project(&tenants, "Site");
        made.client_id = Some(own);
        let (id, new) = (made.id, made.clone());
        writes!(db, acme.tenancy(), |tx| projects::insert(tx, &acme.scope::<CreateProjects>(), &new).await).unwrap();
        let counted = reads!(db, acme.tenancy(), |tx| clients::count_projects(tx, &acme.scope::<DeleteClients>(), own).await);
        assert_eq!(counted.unwrap(), 1);
        let error = writes!(db, acme.tenancy(), |tx| clients::delete(tx, &acme.scope::<DeleteClients>(), own).await);
        assert!(error.unwrap_err().is_foreign_key_violation());
        for (tenant, expected) in [(acme, Some(made.clone())), (rival, None)] {
            let found = reads!(db, tenant.tenancy(), |tx| projects::find(tx, &tenant.scope::<ReadProjects>(), id).await);
            assert_eq!(found.unwrap(), expected);
            let found = writes!(db, tenant.tenancy(), |tx| {
                projects::find_to_change(tx, &tenant.scope::<UpdateProjects>(), id).await
            });
            assert_eq!(found.unwrap(), expected);
            let exists = writes!(db, tenant.tenancy(), |tx| projects::exists(tx, &tenant.scope::<ReadProjects>(), id).await);
            assert_eq!(exists.unwrap(), expected.is_some());
            let filter = ProjectFilter { client_id: Some(own), ..ProjectFilter::default() };
            let all = reads!(db, tenant.tenancy(), |tx| {
                projects::list(tx, &tenant.scope::<ReadProjects>(), &filter, None, 9).await
            });
            assert_eq!(all.unwrap().len(), usize::from(expected.is_some()));
        }
        let mut moved = made.clone();
        moved.client_id = Some(foreign);
        let error = writes!(db, acme.tenancy(), |tx| projects::update(tx, &acme.scope::<UpdateProjects>(), &moved).await);
        assert!(error.unwrap_err().is_foreign_key_violation());
        let counted = reads!(db, acme.tenancy(), |tx| {
            projects::count_time_entries(tx, &acme.scope::<DeleteProjects>(), id).await
        });
        assert_eq!(counted.unwrap(), 0);
        for (tenant, expected) in [(rival, false), (acme, true)] {
            let done = writes!(db, tenant.tenancy(), |tx| projects::delete(tx, &tenant.scope::<DeleteProjects>(), id).await);
            assert_eq!(done.unwrap(), expected);
        }
    }

    async fn a_category_belongs_to_its_organization(tenants: Tenants) {
        let (db, acme, rival) = (tenants.db(), tenants.acme, tenants.rival);
        let id = tenants.category_id();
        tenants.database.execute(&format!(
            "INSERT INTO categories (organization_id, id, name, name_key, is_default, created_at, updated_at)
             VALUES ({}, {}, 'Design', 'design', FALSE, 0, 0)",
            tenants.database.literal(acme.organization.uuid()), tenants.database.literal(id.uuid()),
        )).await;
        for (tenant, count) in [(acme, 1), (rival, 0)] {
            let scope = tenant.scope::<ReadCategories>();
            let all = reads!(db, tenant.tenancy(), |tx| categories::list(tx, &scope, None, 9).await).unwrap();
            assert_eq!(all.len(), count);
            let exists = writes!(db, tenant.tenancy(), |tx| categories::exists(tx, &scope, id).await);
            assert_eq!(exists.unwrap(), count == 1);
        }
    }

    async fn a_time_entry_belongs_to_a_member_of_its_organization(tenants: Tenants) {
        let (db, acme, rival) = (tenants.db(), tenants.acme, tenants.rival);
        let stray = tenants.entry(&rival, 5);
        let error = writes!(db, acme.tenancy(), |tx| {
            time_entries::insert(tx, &acme.scope::<CreateTimeEntries>(), &stray).await
        });
        assert!(error.unwrap_err().is_foreign_key_violation(), "no membership, no time");
        let made = tenants.entry(&acme, 5);
        let (id, new) = (made.id, made.clone());
        writes!(db, acme.tenancy(), |tx| time_entries::insert(tx, &acme.scope::<CreateTimeEntries>(), &new).await).unwrap();
        for (tenant, expected) in [(acme, Some(made.clone())), (rival, None)] {
            let scope = tenant.scope::<ReadTimeEntries>();
            let found = reads!(db, tenant.tenancy(), |tx| time_entries::find(tx, &scope, id).await);
            assert_eq!(found.unwrap(), expected);
            let update = tenant.scope::<UpdateTimeEntries>();
            let found = writes!(db, tenant.tenancy(), |tx| time_entries::find_to_change(tx, &update, id).await);
            assert_eq!(found.unwrap(), expected);
            let filter = TimeEntryFilter::default();
            let all = reads!(db, tenant.tenancy(), |tx| time_entries::list(tx, &scope, &filter, None, 9).await);
            assert_eq!(all.unwrap(), expected.clone().into_iter().collect::<Vec<_>>());
            let reports = tenant.scope::<ReadReports>();
            let filter = TimeEntryFilter::default();
            let totals = reads!(db, tenant.tenancy(), |tx| time_entries::totals_by_project(tx, &reports, &filter).await);
            assert_eq!(totals.unwrap().len(), usize::from(expected.is_some()));
        }
        let after = StartPlace { started_at: made.started_at, id };
        let filter = TimeEntryFilter::default();
        let rest = reads!(db, acme.tenancy(), |tx| {
            time_entries::list(tx, &acme.scope::<ReadTimeEntries>(), &filter, Some(after), 9).await
        });
        assert_eq!(rest.unwrap(), []);
        let mut runs = made.clone();
        (runs.stopped_at, runs.seconds) = (None, None);
        for (tenant, expected) in [(rival, false), (acme, true)] {
            let new = runs.clone();
            let update = tenant.scope::<UpdateTimeEntries>();
            let done = writes!(db, tenant.tenancy(), |tx| time_entries::update(tx, &update, &new).await);
            assert_eq!(done.unwrap(), expected);
        }
        let mut second = tenants.entry(&acme, 9);
        (second.stopped_at, second.seconds) = (None, None);
        let error = writes!(db, acme.tenancy(), |tx| {
            time_entries::insert(tx, &acme.scope::<CreateTimeEntries>(), &second).await
        });
        assert!(error.unwrap_err().is_unique_violation(), "one timer runs");
        for (tenant, expected) in [(acme, Some(id)), (rival, None)] {
            let read_scope = tenant.scope::<ReadTimeEntries>();
            let running = reads!(db, tenant.tenancy(), |tx| time_entries::running(tx, &read_scope, acme.user).await);
            assert_eq!(running.unwrap().map(|entry| entry.id), expected);
            let update = tenant.scope::<UpdateTimeEntries>();
            let running = writes!(db, tenant.tenancy(), |tx| time_entries::running_to_change(tx, &update).await);
            assert_eq!(running.unwrap().map(|entry| entry.id), expected);
        }
        for (tenant, expected) in [(rival, false), (acme, true)] {
            let scope = tenant.scope::<DeleteTimeEntries>();
            let done = writes!(db, tenant.tenancy(), |tx| time_entries::delete(tx, &scope, id).await);
            assert_eq!(done.unwrap(), expected);
        }
    }
}
