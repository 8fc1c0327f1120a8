-- A slug that an organization had is nobody else's: links with it lead to the one that had it first.
DELETE FROM former_slugs WHERE slug IN (SELECT slug FROM organizations);
DELETE FROM former_slugs WHERE EXISTS (
    SELECT 1 FROM former_slugs older WHERE older.slug = former_slugs.slug
        AND (older.retired_at, older.organization_id) < (former_slugs.retired_at, former_slugs.organization_id)
);
DROP INDEX former_slugs_by_slug;
CREATE UNIQUE INDEX former_slugs_are_for_good ON former_slugs (slug);
