"""The first schema of the store.

Revision ID: 0001
Revises:
"""

from __future__ import annotations

from alembic import op

revision = "0001"
down_revision = None

STATEMENTS = (
    (
        "CREATE TABLE answers (id TEXT NOT NULL, grid TEXT NOT NULL, parent TEXT, v INTEGER NOT NULL, gen "
        'INTEGER NOT NULL, checklist TEXT, "values" TEXT, photos TEXT, finished_at TEXT, "by" TEXT, '
        "corrects TEXT, extra TEXT, PRIMARY KEY (id))"
    ),
    "CREATE INDEX ix_answers_grid ON answers (grid)",
    "CREATE INDEX ix_answers_parent ON answers (parent)",
    (
        "CREATE TABLE blob (grid TEXT NOT NULL, sha256 TEXT NOT NULL, record TEXT, size INTEGER NOT NULL, "
        "name TEXT, tag TEXT, st TEXT NOT NULL, sent INTEGER NOT NULL, made TEXT NOT NULL, tx TEXT, wrong "
        "INTEGER NOT NULL, PRIMARY KEY (grid, sha256))"
    ),
    "CREATE INDEX ix_blob_st ON blob (st)",
    (
        "CREATE TABLE calendar (id TEXT NOT NULL, grid TEXT NOT NULL, parent TEXT, v INTEGER NOT NULL, gen "
        "INTEGER NOT NULL, year INTEGER, holidays TEXT, workdays TEXT, hours TEXT, extra TEXT, PRIMARY KEY "
        "(id))"
    ),
    "CREATE INDEX ix_calendar_grid ON calendar (grid)",
    (
        "CREATE TABLE certificate (id TEXT NOT NULL, grid TEXT NOT NULL, parent TEXT, v INTEGER NOT NULL, "
        "gen INTEGER NOT NULL, user TEXT, name TEXT, cert_no TEXT, unit TEXT, valid_to TEXT, extra TEXT, "
        "PRIMARY KEY (id))"
    ),
    "CREATE INDEX ix_certificate_grid ON certificate (grid)",
    (
        "CREATE TABLE checklist (id TEXT NOT NULL, grid TEXT NOT NULL, parent TEXT, v INTEGER NOT NULL, gen "
        "INTEGER NOT NULL, code TEXT, version TEXT, title TEXT, mode TEXT, xform TEXT, sha256 TEXT, sheet "
        "TEXT, published_at TEXT, published_by TEXT, extra TEXT, PRIMARY KEY (id))"
    ),
    "CREATE INDEX ix_checklist_grid ON checklist (grid)",
    (
        "CREATE TABLE code_table (id TEXT NOT NULL, grid TEXT NOT NULL, parent TEXT, v INTEGER NOT NULL, "
        "gen INTEGER NOT NULL, name TEXT, version TEXT, entries TEXT, extra TEXT, PRIMARY KEY (id))"
    ),
    "CREATE INDEX ix_code_table_grid ON code_table (grid)",
    (
        "CREATE TABLE document (id TEXT NOT NULL, grid TEXT NOT NULL, parent TEXT, v INTEGER NOT NULL, gen "
        "INTEGER NOT NULL, doc_kind TEXT, doc_no TEXT, version INTEGER, file TEXT, sha256 TEXT, signed_at "
        'TEXT, "by" TEXT, corrects TEXT, extra TEXT, PRIMARY KEY (id))'
    ),
    "CREATE INDEX ix_document_grid ON document (grid)",
    "CREATE INDEX ix_document_parent ON document (parent)",
    (
        "CREATE TABLE draft (id TEXT NOT NULL, kind TEXT NOT NULL, subject TEXT, title TEXT NOT NULL, body "
        "TEXT NOT NULL, made TEXT NOT NULL, updated TEXT NOT NULL, PRIMARY KEY (id))"
    ),
    (
        "CREATE TABLE event (id TEXT NOT NULL, grid TEXT NOT NULL, parent TEXT, v INTEGER NOT NULL, gen "
        "INTEGER NOT NULL, event_no TEXT, title TEXT, category TEXT, subcategory TEXT, source TEXT, "
        "description TEXT, address TEXT, position TEXT, household TEXT, place TEXT, occurred_at TEXT, "
        "reporter TEXT, reporter_name TEXT, informant TEXT, photos TEXT, state TEXT, accepted BOOLEAN, "
        "lead_unit TEXT, assist_units TEXT, requirement TEXT, handler TEXT, verifier TEXT, verify_limit "
        "TEXT, verify_result TEXT, checker TEXT, check_limit TEXT, check_verdict TEXT, level TEXT, "
        "limit_amount INTEGER, limit_unit TEXT, started_at TEXT, paused_at TEXT, due_time TEXT, measures "
        "TEXT, result TEXT, opinion TEXT, reason TEXT, archive_type TEXT, to_confirm BOOLEAN, open_request "
        "TEXT, request_days INTEGER, request_reason TEXT, request_unit TEXT, request_until TEXT, review_on "
        "TEXT, reply_due TEXT, rework_count INTEGER, delay_count INTEGER, urge_count INTEGER, escalated_to "
        "TEXT, whistle_level TEXT, whistle_at TEXT, whistle_place TEXT, units_called TEXT, supervise_level "
        "TEXT, master TEXT, satisfaction TEXT, extra TEXT, PRIMARY KEY (id))"
    ),
    "CREATE INDEX ix_event_grid ON event (grid)",
    "CREATE INDEX ix_event_household ON event (household)",
    (
        "CREATE TABLE finding (id TEXT NOT NULL, grid TEXT NOT NULL, parent TEXT, v INTEGER NOT NULL, gen "
        "INTEGER NOT NULL, item TEXT, item_text TEXT, section TEXT, basis TEXT, text TEXT, severity "
        'INTEGER, measure TEXT, due TEXT, refer_to TEXT, party TEXT, distance TEXT, photos TEXT, "after" '
        "TEXT, corrects TEXT, extra TEXT, PRIMARY KEY (id))"
    ),
    "CREATE INDEX ix_finding_grid ON finding (grid)",
    "CREATE INDEX ix_finding_parent ON finding (parent)",
    (
        "CREATE TABLE grid (id TEXT NOT NULL, grid TEXT NOT NULL, parent TEXT, v INTEGER NOT NULL, gen "
        "INTEGER NOT NULL, code TEXT, name TEXT, community TEXT, kind TEXT, leader TEXT, worker TEXT, "
        "households INTEGER, people INTEGER, party_member_count INTEGER, center TEXT, extra TEXT, PRIMARY "
        "KEY (id))"
    ),
    "CREATE INDEX ix_grid_grid ON grid (grid)",
    (
        "CREATE TABLE house (id TEXT NOT NULL, grid TEXT NOT NULL, parent TEXT, v INTEGER NOT NULL, gen "
        "INTEGER NOT NULL, house_no TEXT, address TEXT, building TEXT, unit TEXT, floor TEXT, room TEXT, "
        "use TEXT, structure TEXT, area INTEGER, built_year INTEGER, hazard TEXT, owner TEXT, rented "
        "BOOLEAN, position TEXT, tags TEXT, note TEXT, extra TEXT, PRIMARY KEY (id))"
    ),
    "CREATE INDEX ix_house_grid ON house (grid)",
    (
        "CREATE TABLE household (id TEXT NOT NULL, grid TEXT NOT NULL, parent TEXT, v INTEGER NOT NULL, gen "
        "INTEGER NOT NULL, household_no TEXT, head TEXT, address TEXT, estate TEXT, building TEXT, unit "
        "TEXT, floor TEXT, room TEXT, position TEXT, contact TEXT, tenure TEXT, area INTEGER, structure "
        "TEXT, gas TEXT, water TEXT, flood_roster BOOLEAN, living_state TEXT, tags TEXT, visit_every "
        "INTEGER, ask_next TEXT, confirmed_on TEXT, note TEXT, extra TEXT, PRIMARY KEY (id))"
    ),
    "CREATE INDEX ix_household_grid ON household (grid)",
    (
        "CREATE TABLE inspection (id TEXT NOT NULL, grid TEXT NOT NULL, parent TEXT, v INTEGER NOT NULL, "
        "gen INTEGER NOT NULL, mode TEXT, checklist TEXT, title TEXT, unit TEXT, officers TEXT, gate TEXT, "
        "period TEXT, weather TEXT, accompany TEXT, joint_units TEXT, planned_for TEXT, notified_at TEXT, "
        "started_at TEXT, finished_at TEXT, item_count INTEGER, fail_count INTEGER, state TEXT, approved "
        "BOOLEAN, emergency BOOLEAN, opinion TEXT, reason TEXT, refusal_note TEXT, signed_at TEXT, extra "
        "TEXT, PRIMARY KEY (id))"
    ),
    "CREATE INDEX ix_inspection_grid ON inspection (grid)",
    "CREATE INDEX ix_inspection_parent ON inspection (parent)",
    (
        "CREATE TABLE issue (id TEXT NOT NULL, grid TEXT NOT NULL, parent TEXT, v INTEGER NOT NULL, gen "
        "INTEGER NOT NULL, kind TEXT NOT NULL, record TEXT, field TEXT, cause TEXT, state TEXT, stood TEXT, "
        "lost TEXT, extra TEXT, PRIMARY KEY (id))"
    ),
    "CREATE INDEX ix_issue_grid ON issue (grid)",
    "CREATE INDEX ix_issue_parent ON issue (parent)",
    (
        "CREATE TABLE log (id TEXT NOT NULL, grid TEXT NOT NULL, parent TEXT, v INTEGER NOT NULL, gen "
        'INTEGER NOT NULL, kind TEXT NOT NULL, step TEXT, frm TEXT, "to" TEXT, text TEXT, photos TEXT, "by" '
        "TEXT, by_name TEXT, role TEXT, at TEXT, device_at TEXT, applied BOOLEAN, extra TEXT, PRIMARY KEY "
        "(id))"
    ),
    "CREATE INDEX ix_log_grid ON log (grid)",
    "CREATE INDEX ix_log_parent ON log (parent)",
    (
        "CREATE TABLE meta (one INTEGER NOT NULL, device TEXT, user TEXT, server_id TEXT, server_key TEXT, "
        "server_x25519 TEXT, verified_at TEXT, n INTEGER NOT NULL, acked_n INTEGER NOT NULL, gen INTEGER "
        "NOT NULL, ask INTEGER NOT NULL, taken INTEGER NOT NULL, clock_offset INTEGER NOT NULL, h TEXT NOT "
        'NULL, acked_h TEXT NOT NULL, made TEXT NOT NULL, doc INTEGER NOT NULL, "indexed" INTEGER NOT NULL, '
        "ended INTEGER NOT NULL, behind TEXT, last_pull TEXT, resync_at TEXT, trimmed_at TEXT, PRIMARY KEY "
        "(one))"
    ),
    (
        "CREATE TABLE number_block (id TEXT NOT NULL, grid TEXT NOT NULL, parent TEXT, v INTEGER NOT NULL, "
        "gen INTEGER NOT NULL, prefix TEXT, first INTEGER, last INTEGER, extra TEXT, PRIMARY KEY (id))"
    ),
    "CREATE INDEX ix_number_block_grid ON number_block (grid)",
    (
        "CREATE TABLE occupancy (id TEXT NOT NULL, grid TEXT NOT NULL, parent TEXT, v INTEGER NOT NULL, gen "
        "INTEGER NOT NULL, person TEXT, occupancy_type TEXT, is_owner BOOLEAN, relation_to_owner TEXT, "
        "since TEXT, until TEXT, extra TEXT, PRIMARY KEY (id))"
    ),
    "CREATE INDEX ix_occupancy_grid ON occupancy (grid)",
    "CREATE INDEX ix_occupancy_parent ON occupancy (parent)",
    (
        "CREATE TABLE org_unit (id TEXT NOT NULL, grid TEXT NOT NULL, parent TEXT, v INTEGER NOT NULL, gen "
        "INTEGER NOT NULL, code TEXT, name TEXT, level TEXT, kind TEXT, parent_code TEXT, phone TEXT, "
        "valid_from TEXT, valid_to TEXT, replaced_by TEXT, extra TEXT, PRIMARY KEY (id))"
    ),
    "CREATE INDEX ix_org_unit_grid ON org_unit (grid)",
    (
        "CREATE TABLE person (id TEXT NOT NULL, grid TEXT NOT NULL, parent TEXT, v INTEGER NOT NULL, gen "
        "INTEGER NOT NULL, name TEXT, former_name TEXT, sex TEXT, birth_date TEXT, identity TEXT, "
        "nationality TEXT, ethnic TEXT, native_place TEXT, marital TEXT, politics TEXT, education TEXT, job "
        "TEXT, workplace TEXT, phone TEXT, hukou TEXT, residence TEXT, person_kind TEXT, relation TEXT, "
        "stay_behind TEXT, hukou_consistency TEXT, tags TEXT, checked BOOLEAN, note TEXT, extra TEXT, "
        "PRIMARY KEY (id))"
    ),
    "CREATE INDEX ix_person_grid ON person (grid)",
    "CREATE INDEX ix_person_parent ON person (parent)",
    (
        "CREATE TABLE place (id TEXT NOT NULL, grid TEXT NOT NULL, parent TEXT, v INTEGER NOT NULL, gen "
        "INTEGER NOT NULL, name TEXT, place_type TEXT, address TEXT, uscc TEXT, legal_rep TEXT, "
        "industry_unit TEXT, phone TEXT, staff_count INTEGER, licences TEXT, risk TEXT, hazard TEXT, "
        "yearly_cap INTEGER, position TEXT, tags TEXT, note TEXT, extra TEXT, PRIMARY KEY (id))"
    ),
    "CREATE INDEX ix_place_grid ON place (grid)",
    (
        "CREATE TABLE post (id TEXT NOT NULL, grid TEXT NOT NULL, parent TEXT, v INTEGER NOT NULL, gen "
        "INTEGER NOT NULL, post_level INTEGER, name TEXT, phone TEXT, title TEXT, bound_kind TEXT, bound_to "
        "TEXT, user TEXT, extra TEXT, PRIMARY KEY (id))"
    ),
    "CREATE INDEX ix_post_grid ON post (grid)",
    (
        "CREATE TABLE rectification (id TEXT NOT NULL, grid TEXT NOT NULL, parent TEXT, v INTEGER NOT NULL, "
        "gen INTEGER NOT NULL, finding TEXT, item TEXT, text TEXT, party TEXT, due TEXT, state TEXT, "
        "issued_at TEXT, photos TEXT, rechecked_at TEXT, opinion TEXT, request_days INTEGER, request_reason "
        "TEXT, extended_to TEXT, delay_count INTEGER, reissue_count INTEGER, measures TEXT, transferred_to "
        "TEXT, reply_due TEXT, extra TEXT, PRIMARY KEY (id))"
    ),
    "CREATE INDEX ix_rectification_grid ON rectification (grid)",
    "CREATE INDEX ix_rectification_parent ON rectification (parent)",
    (
        "CREATE TABLE round (id INTEGER NOT NULL, at TEXT NOT NULL, outcome TEXT NOT NULL, facts TEXT NOT "
        "NULL, PRIMARY KEY (id))"
    ),
    (
        "CREATE TABLE school (id TEXT NOT NULL, grid TEXT NOT NULL, parent TEXT, v INTEGER NOT NULL, gen "
        "INTEGER NOT NULL, name TEXT, stage TEXT, address TEXT, boarding BOOLEAN, students INTEGER, "
        "authority TEXT, principal TEXT, safety_lead TEXT, guard_count INTEGER, gates TEXT, arrival TEXT, "
        "departure TEXT, one_key_alarm BOOLEAN, school_buses INTEGER, position TEXT, tags TEXT, note TEXT, "
        "extra TEXT, PRIMARY KEY (id))"
    ),
    "CREATE INDEX ix_school_grid ON school (grid)",
    (
        'CREATE TABLE scope (grid TEXT NOT NULL, name TEXT NOT NULL, role TEXT NOT NULL, "view" TEXT NOT '
        "NULL, cur INTEGER NOT NULL, head INTEGER NOT NULL, mark TEXT NOT NULL, swept INTEGER NOT NULL, "
        "leaving TEXT, missed INTEGER NOT NULL, asked TEXT, PRIMARY KEY (grid))"
    ),
    "CREATE TABLE setting (name TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY (name))",
    (
        "CREATE TABLE shadow (id TEXT NOT NULL, kind TEXT NOT NULL, grid TEXT NOT NULL, parent TEXT, v "
        "INTEGER NOT NULL, gen INTEGER NOT NULL, body TEXT, gone TEXT, PRIMARY KEY (id))"
    ),
    (
        "CREATE TABLE task (id TEXT NOT NULL, grid TEXT NOT NULL, parent TEXT, v INTEGER NOT NULL, gen "
        "INTEGER NOT NULL, task_kind TEXT, title TEXT, subject TEXT, inspection TEXT, items TEXT, assignee "
        "TEXT, due TEXT, source TEXT, requirement TEXT, state TEXT, result TEXT, done_at TEXT, reason TEXT, "
        "extra TEXT, PRIMARY KEY (id))"
    ),
    "CREATE INDEX ix_task_grid ON task (grid)",
    (
        "CREATE TABLE tx (pos INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL, made TEXT NOT "
        "NULL, n INTEGER, st TEXT NOT NULL, verb TEXT NOT NULL, grp TEXT, ops TEXT NOT NULL, line BLOB, h "
        "TEXT, answer TEXT, hidden INTEGER NOT NULL)"
    ),
    "CREATE UNIQUE INDEX ix_tx_id ON tx (id)",
    "CREATE INDEX ix_tx_n ON tx (n)",
    "CREATE INDEX ix_tx_st ON tx (st)",
    ("CREATE TABLE tx_rec (record TEXT NOT NULL, tx INTEGER NOT NULL, PRIMARY KEY (record, tx)) WITHOUT ROWID"),
    "CREATE INDEX ix_tx_rec_tx ON tx_rec (tx)",
    (
        "CREATE TABLE undo (pos INTEGER NOT NULL, tx TEXT NOT NULL, verb TEXT NOT NULL, txs TEXT NOT NULL, "
        "ops TEXT, done INTEGER NOT NULL, PRIMARY KEY (pos))"
    ),
    (
        "CREATE TABLE visit (id TEXT NOT NULL, grid TEXT NOT NULL, parent TEXT, v INTEGER NOT NULL, gen "
        "INTEGER NOT NULL, visited_at TEXT, visitor TEXT, visitor_name TEXT, visit_kind TEXT, way TEXT, met "
        "TEXT, result TEXT, text TEXT, answers TEXT, photos TEXT, next_visit TEXT, event TEXT, corrects "
        "TEXT, extra TEXT, PRIMARY KEY (id))"
    ),
    "CREATE INDEX ix_visit_grid ON visit (grid)",
    "CREATE INDEX ix_visit_parent ON visit (parent)",
    (
        "CREATE VIRTUAL TABLE find_person USING fts5(name, words, spelt, parts, digits, content='', "
        "contentless_delete=1, tokenize=\"unicode61 remove_diacritics 0\", prefix='1 2 3')"
    ),
    (
        "CREATE VIRTUAL TABLE find_household USING fts5(name, words, spelt, parts, digits, content='', "
        "contentless_delete=1, tokenize=\"unicode61 remove_diacritics 0\", prefix='1 2 3')"
    ),
    (
        "CREATE VIRTUAL TABLE find_place USING fts5(name, words, spelt, parts, digits, content='', "
        "contentless_delete=1, tokenize=\"unicode61 remove_diacritics 0\", prefix='1 2 3')"
    ),
    (
        "CREATE VIRTUAL TABLE find_school USING fts5(name, words, spelt, parts, digits, content='', "
        "contentless_delete=1, tokenize=\"unicode61 remove_diacritics 0\", prefix='1 2 3')"
    ),
    (
        "CREATE VIRTUAL TABLE find_event USING fts5(name, words, spelt, parts, digits, content='', "
        "contentless_delete=1, tokenize=\"unicode61 remove_diacritics 0\", prefix='1 2 3')"
    ),
    (
        "CREATE VIRTUAL TABLE find_task USING fts5(name, words, spelt, parts, digits, content='', "
        "contentless_delete=1, tokenize=\"unicode61 remove_diacritics 0\", prefix='1 2 3')"
    ),
    (
        "CREATE TRIGGER find_person_gone AFTER DELETE ON person BEGIN DELETE FROM find_person WHERE rowid = "
        "old.rowid; END"
    ),
    (
        "CREATE TRIGGER find_household_gone AFTER DELETE ON household BEGIN DELETE FROM find_household "
        "WHERE rowid = old.rowid; END"
    ),
    ("CREATE TRIGGER find_place_gone AFTER DELETE ON place BEGIN DELETE FROM find_place WHERE rowid = old.rowid; END"),
    (
        "CREATE TRIGGER find_school_gone AFTER DELETE ON school BEGIN DELETE FROM find_school WHERE rowid = "
        "old.rowid; END"
    ),
    ("CREATE TRIGGER find_event_gone AFTER DELETE ON event BEGIN DELETE FROM find_event WHERE rowid = old.rowid; END"),
    ("CREATE TRIGGER find_task_gone AFTER DELETE ON task BEGIN DELETE FROM find_task WHERE rowid = old.rowid; END"),
)


def upgrade() -> None:
    """Make every table, index and full-text table."""
    for statement in STATEMENTS:
        op.get_bind().exec_driver_sql(statement)
