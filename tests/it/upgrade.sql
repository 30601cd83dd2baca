-- Two orders at one table: the first is served, the second is being cooked; a line was called off.
INSERT INTO area (id, name, name_key, sort)
VALUES ('01990000-0000-7000-8000-000000000001', 'Hall', 'hall', 1);
INSERT INTO dining_table (id, area_id, name, name_key, seats, number)
VALUES ('01990000-0000-7000-8000-000000000002', '01990000-0000-7000-8000-000000000001', '1', '1', 4, 1);
INSERT INTO sitting (id, table_id, covers, opened_at, opened_by)
VALUES ('01990000-0000-7000-8000-000000000003', '01990000-0000-7000-8000-000000000002', 2, 1, 'guest');
INSERT INTO orders (id, number, business_day, sitting_id, bill_id, table_id, table_name, status,
                    source, placed_by, notes, round_to, total_paise, placed_at, accepted_at)
VALUES ('01990000-0000-7000-8000-000000000004', 1, '2026-11-21', '01990000-0000-7000-8000-000000000003',
        '01990000-0000-7000-8000-000000000006', '01990000-0000-7000-8000-000000000002', '1', 'SERVED',
        'GUEST', 'Asha', '', 0, 26250, 1, 1),
       ('01990000-0000-7000-8000-000000000005', 2, '2026-11-21', '01990000-0000-7000-8000-000000000003',
        '01990000-0000-7000-8000-000000000006', '01990000-0000-7000-8000-000000000002', '1', 'PREPARING',
        'GUEST', 'Asha', '', 0, 26250, 2, 2);
INSERT INTO order_line (id, order_id, position, menu_item_id, name, name_local, variant_name,
                        modifiers, quantity, unit_paise, tax_class, diet, station, prep_minutes,
                        special_instructions, guest_name, status, fired_at, done_at)
VALUES ('01990000-0000-7000-8000-000000000007', '01990000-0000-7000-8000-000000000004', 0,
        '01990000-0000-7000-8000-00000000000a', 'Dal', '', '', '[]', 1, 25000, 'restaurant', 'VEG',
        'curry', 15, '', 'Asha', 'SERVED', 1, 2),
       ('01990000-0000-7000-8000-000000000008', '01990000-0000-7000-8000-000000000005', 0,
        '01990000-0000-7000-8000-00000000000a', 'Dal', '', '', '[]', 1, 25000, 'restaurant', 'VEG',
        'curry', 15, '', 'Asha', 'COOKING', 2, NULL),
       ('01990000-0000-7000-8000-000000000009', '01990000-0000-7000-8000-000000000005', 1,
        '01990000-0000-7000-8000-00000000000a', 'Naan', '', '', '[]', 1, 5000, 'restaurant', 'VEG',
        'tandoor', 15, '', 'Asha', 'VOIDED', NULL, NULL);
INSERT INTO fired (line_id, quantity, at)
VALUES ('01990000-0000-7000-8000-000000000007', 1, 1), ('01990000-0000-7000-8000-000000000008', 1, 2);
INSERT INTO order_counter (business_day, last) VALUES ('2026-11-21', 2);
