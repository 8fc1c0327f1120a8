//! The reference pages of the tables of permissions and errors.

use std::fmt::Write as _;

use tenure_domain::error::ErrorCode;
use tenure_domain::permission::Permission;
use tenure_domain::role::Role;

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
            page.push_str(if role.may(*permission) {
                " ✓ |"
            } else {
                "  |"
            });
        }
    }
    page.push('\n');
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
