//! The reference pages of the tables of permissions and errors.

use std::fmt::Write as _;

use tenure_domain::error::ErrorCode;
use tenure_domain::permission::{Permission, grants};
use tenure_domain::policy::{Circle, Policy};
use tenure_domain::role::Role;

/// The organization that lets members do the most.
const OPEN: Policy = Policy {
    rates_visible_to: Circle::Members,
    tasks_managed_by: Circle::Members,
};

#[test]
fn the_generated_role_matrix_is_the_permission_table() {
    let mut page = String::from(
        "# Roles and permissions\n\n\
         Generated from the table in `crates/domain/src/permission.rs` by `cargo xtask generate`.\n\n\
         | permission | lets one |",
    );
    for role in Role::ALL {
        write!(page, " {role} |").expect("a text");
    }
    page.push_str("\n| --- | --- |");
    page.push_str(&" :-: |".repeat(Role::ALL.len()));
    for permission in Permission::ALL {
        write!(page, "\n| `{permission}` | {} |", permission.description()).expect("a text");
        for role in Role::ALL {
            page.push_str(if grants(role, Policy::default(), *permission) {
                " ✓ |"
            } else if grants(role, OPEN, *permission) {
                " ○ |"
            } else {
                "  |"
            });
        }
    }
    page.push_str("\n\n○ where the organization's settings say so:\n\n");
    for permission in Permission::ALL {
        if let Some(setting) = permission.setting() {
            let open = Circle::Members.as_str();
            writeln!(page, "- `{permission}`: if its `{setting}` is `{open}`.").expect("a text");
        }
    }
    super::check("docs/reference/permissions.md", &page);
}

#[test]
fn the_generated_error_reference_is_the_error_table() {
    let mut page = String::from(
        "# Errors\n\n\
         Generated from the table in `crates/domain/src/error.rs` by `cargo xtask generate`.\n\n\
         Every refusal is `application/problem+json` (RFC 9457); scripts may rely on `code`.\n\n\
         | code | status | says |\n| --- | --- | --- |\n",
    );
    for code in ErrorCode::ALL {
        writeln!(page, "| `{code}` | {} | {} |", code.status(), code.title()).expect("a text");
    }
    super::check("docs/reference/errors.md", &page);
}
