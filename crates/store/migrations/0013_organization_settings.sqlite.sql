-- How an organization writes what it shows. The words show what it looks like.
ALTER TABLE organizations ADD COLUMN date_format TEXT NOT NULL DEFAULT 'yyyy-mm-dd'
    CHECK (date_format IN ('yyyy-mm-dd', 'dd.mm.yyyy', 'dd/mm/yyyy', 'mm/dd/yyyy', 'd mmm yyyy'));
ALTER TABLE organizations ADD COLUMN time_format TEXT NOT NULL DEFAULT '24h'
    CHECK (time_format IN ('24h', '12h'));
ALTER TABLE organizations ADD COLUMN number_format TEXT NOT NULL DEFAULT '1,234.56'
    CHECK (number_format IN ('1,234.56', '1.234,56', '1 234,56', '1''234.56'));
ALTER TABLE organizations ADD COLUMN duration_format TEXT NOT NULL DEFAULT 'h:mm'
    CHECK (duration_format IN ('h:mm', 'decimal', 'h min'));

-- What the organization lets its members do beside the table of permissions.
ALTER TABLE organizations ADD COLUMN rates_visible_to TEXT NOT NULL DEFAULT 'managers'
    CHECK (rates_visible_to IN ('managers', 'members'));
ALTER TABLE organizations ADD COLUMN tasks_managed_by TEXT NOT NULL DEFAULT 'managers'
    CHECK (tasks_managed_by IN ('managers', 'members'));
