//! Tasks: the database keeps each with its project, and time with both.

use tenure_domain::id::{ProjectId, TaskId};
use tenure_domain::permission::{
    CreateProjects, CreateTasks, CreateTimeEntries, DeleteProjects, DeleteTasks, ReadTasks,
    UpdateTasks,
};
use tenure_domain::project::Project;
use tenure_domain::task::Task;
use tenure_store::tasks::{self, TaskFilter};
use tenure_store::{projects, time_entries};
use tenure_testkit::{SeededRandomness, each_engine};

use super::fixture::{NOW, Tenant, Tenants, reads, writes};

fn project(seed: u64, name: &str) -> Project {
    Project {
        id: ProjectId::new(NOW, &SeededRandomness::new(seed)),
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

fn task(of: &Project, seed: u64) -> Task {
    Task {
        id: TaskId::new(NOW, &SeededRandomness::new(seed)),
        project_id: of.id,
        name: "Design".to_owned(),
        is_done: false,
        created_at: NOW,
        updated_at: NOW,
    }
}

/// A project with a task.
async fn planned(tenants: &Tenants, of: Tenant, seed: u64) -> (Project, Task) {
    let made = project(seed, "Site");
    let task = task(&made, seed + 1);
    let (new, added) = (made.clone(), task.clone());
    writes!(tenants.db(), of.tenancy(), |tx| {
        projects::insert(tx, &of.scope::<CreateProjects>(), &new).await?;
        tasks::insert(tx, &of.scope::<CreateTasks>(), &added).await
    })
    .unwrap();
    (made, task)
}

each_engine! {
    async fn a_task_is_found_and_changed_in_its_own_organization_alone(tenants: Tenants) {
        let (db, acme, rival) = (tenants.db(), tenants.acme, tenants.rival);
        let (_, made) = planned(&tenants, acme, 1).await;
        let (id, project_id) = (made.id, made.project_id);
        for (tenant, expected) in [(acme, Some(made.clone())), (rival, None)] {
            let found = reads!(db, tenant.tenancy(), |tx| tasks::find(tx, &tenant.scope::<ReadTasks>(), id).await);
            assert_eq!(found.unwrap(), expected);
            let found = writes!(db, tenant.tenancy(), |tx| tasks::find_to_change(tx, &tenant.scope::<UpdateTasks>(), id).await);
            assert_eq!(found.unwrap(), expected);
            let exists = writes!(db, tenant.tenancy(), |tx| tasks::exists(tx, &tenant.scope::<ReadTasks>(), project_id, id).await);
            assert_eq!(exists.unwrap(), expected.is_some());
            let filter = TaskFilter { project_id: Some(project_id), is_done: Some(false), search: Some("DES".to_owned()) };
            let all = reads!(db, tenant.tenancy(), |tx| tasks::list(tx, &tenant.scope::<ReadTasks>(), &filter, None, 9).await);
            assert_eq!(all.unwrap().len(), usize::from(expected.is_some()));
            let mut done = made.clone();
            done.is_done = true;
            let updated = writes!(db, tenant.tenancy(), |tx| tasks::update(tx, &tenant.scope::<UpdateTasks>(), &done).await);
            assert_eq!(updated.unwrap(), expected.is_some());
        }
        for (tenant, expected) in [(rival, false), (acme, true)] {
            let gone = writes!(db, tenant.tenancy(), |tx| tasks::delete(tx, &tenant.scope::<DeleteTasks>(), id).await);
            assert_eq!(gone.unwrap(), expected);
        }
    }

    async fn the_database_refuses_a_task_of_another_project_and_one_without_a_project(tenants: Tenants) {
        let (db, acme, rival) = (tenants.db(), tenants.acme, tenants.rival);
        let (_, own) = planned(&tenants, acme, 1).await;
        let (other, _) = planned(&tenants, acme, 11).await;
        let (_, foreign) = planned(&tenants, rival, 21).await;
        let mut stray = tenants.entry(&acme, 5);
        (stray.project_id, stray.task_id) = (Some(other.id), Some(own.id));
        let of_another_project = stray.clone();
        let error = writes!(db, acme.tenancy(), |tx| time_entries::insert(tx, &acme.scope::<CreateTimeEntries>(), &of_another_project).await);
        assert!(error.unwrap_err().is_foreign_key_violation());
        (stray.project_id, stray.task_id) = (Some(foreign.project_id), Some(foreign.id));
        let of_another_organization = stray.clone();
        let error = writes!(db, acme.tenancy(), |tx| time_entries::insert(tx, &acme.scope::<CreateTimeEntries>(), &of_another_organization).await);
        assert!(error.unwrap_err().is_foreign_key_violation());
        (stray.project_id, stray.task_id) = (None, Some(own.id));
        let without_a_project = stray.clone();
        let refused = writes!(db, acme.tenancy(), |tx| time_entries::insert(tx, &acme.scope::<CreateTimeEntries>(), &without_a_project).await);
        assert!(matches!(refused, Err(tenure_store::Error::Constraint { .. })), "{refused:?}");
    }

    async fn a_task_with_time_stays_and_one_without_goes_with_its_project(tenants: Tenants) {
        let (db, acme) = (tenants.db(), tenants.acme);
        let (used, with_time) = planned(&tenants, acme, 1).await;
        let (unused, without) = planned(&tenants, acme, 11).await;
        let mut entry = tenants.entry(&acme, 5);
        (entry.project_id, entry.task_id) = (Some(used.id), Some(with_time.id));
        writes!(db, acme.tenancy(), |tx| time_entries::insert(tx, &acme.scope::<CreateTimeEntries>(), &entry).await).unwrap();
        for (task, count) in [(with_time.clone(), 1), (without.clone(), 0)] {
            let counted = reads!(db, acme.tenancy(), |tx| tasks::count_time_entries(tx, &acme.scope::<DeleteTasks>(), &task).await);
            assert_eq!(counted.unwrap(), count);
        }
        let error = writes!(db, acme.tenancy(), |tx| tasks::delete(tx, &acme.scope::<DeleteTasks>(), with_time.id).await);
        assert!(error.unwrap_err().is_foreign_key_violation());
        writes!(db, acme.tenancy(), |tx| projects::delete(tx, &acme.scope::<DeleteProjects>(), unused.id).await).unwrap();
        let found = reads!(db, acme.tenancy(), |tx| tasks::find(tx, &acme.scope::<ReadTasks>(), without.id).await);
        assert_eq!(found.unwrap(), None);
    }
}
