//! The table of permissions as the web app reads it.

use std::fmt::Write as _;

use tenure_domain::permission::Permission;
use tenure_domain::policy::Circle;
use tenure_domain::role::Role;

#[test]
fn the_generated_table_of_the_web_app_is_the_permission_table() {
    let mut file = String::from(
        "// Generated from the table in crates/domain/src/permission.rs by `cargo xtask generate`. Do not edit.\n\n",
    );
    file.push_str("/** From the most able to the least: each may do what those after it may. */\n");
    let roles = Role::ALL.map(|role| json(role.as_str())).join(", ");
    writeln!(file, "export const roles = [{roles}] as const;\n").expect("a text");
    file.push_str(
        "/** The least able role that each choice of an organization's settings lets in. */\n",
    );
    file.push_str("export const leastOfCircle = {\n");
    for circle in Circle::ALL {
        let (word, least) = (circle.as_str(), json(circle.least_role().as_str()));
        writeln!(file, "  {word}: {least},").expect("a text");
    }
    file.push_str(
        "} as const;\n\n\
         /**\n \
         * Each permission: the least able role that has it, the setting of the organization that decides\n \
         * instead where there is one, and what it lets one do.\n \
         */\n\
         export const permissionTable = {\n",
    );
    for permission in Permission::ALL {
        let setting = permission.setting();
        writeln!(
            file,
            "  {}: {{ least: {}, setting: {}, does: {} }},",
            json(permission.as_str()),
            json(permission.least_role().as_str()),
            setting.map_or_else(|| "null".to_owned(), |setting| json(setting.as_str())),
            json(permission.description()),
        )
        .expect("a text");
    }
    file.push_str("} as const;\n");
    super::check("web/src/api/permissionTable.ts", &file);
}

fn json(text: &str) -> String {
    serde_json::to_string(text).expect("a text is JSON")
}
