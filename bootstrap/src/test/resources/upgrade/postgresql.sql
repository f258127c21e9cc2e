SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;
SET xmloption = content;
SET client_min_messages = warning;
SET row_security = off;
SET default_tablespace = '';
SET default_table_access_method = heap;
CREATE TABLE public.connection (
    id uuid NOT NULL,
    partner_id uuid NOT NULL,
    tsp character varying NOT NULL,
    fleet_id uuid NOT NULL,
    fleet_ref character varying,
    settings character varying NOT NULL,
    status character varying NOT NULL,
    description character varying,
    created_at timestamp(6) with time zone NOT NULL,
    updated_at timestamp(6) with time zone NOT NULL,
    deleted_at timestamp(6) with time zone,
    version bigint NOT NULL
);
CREATE TABLE public.connection_secret (
    connection_id uuid NOT NULL,
    key_id character varying NOT NULL,
    wrapped_key character varying NOT NULL,
    sealed character varying NOT NULL,
    version bigint NOT NULL,
    renewed_by uuid,
    renewed_until timestamp(6) with time zone
);
CREATE TABLE public.event (
    "position" bigint NOT NULL,
    id uuid NOT NULL,
    partner_id uuid NOT NULL,
    name character varying NOT NULL,
    operation_id uuid,
    connection_id uuid,
    mode character varying,
    data text,
    created_at timestamp(6) with time zone NOT NULL,
    sequence bigint
);
CREATE TABLE public.event_order (
    id integer NOT NULL
);
ALTER TABLE public.event ALTER COLUMN "position" ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.event_position_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.event_stream (
    partner_id uuid NOT NULL,
    next_sequence bigint NOT NULL,
    version bigint NOT NULL
)
WITH (fillfactor='50');
CREATE TABLE public.flyway_schema_history (
    installed_rank integer NOT NULL,
    version character varying(50),
    description character varying(200) NOT NULL,
    type character varying(20) NOT NULL,
    script character varying(1000) NOT NULL,
    checksum integer,
    installed_by character varying(100) NOT NULL,
    installed_on timestamp without time zone DEFAULT now() NOT NULL,
    execution_time integer NOT NULL,
    success boolean NOT NULL
);
CREATE TABLE public.idempotency_key (
    partner_id uuid NOT NULL,
    scope character varying NOT NULL,
    idem_key character varying NOT NULL,
    body_hash character varying NOT NULL,
    operation_id uuid NOT NULL,
    created_at timestamp(6) with time zone NOT NULL
);
CREATE TABLE public.lane (
    connection_id uuid NOT NULL,
    due_at timestamp(6) with time zone,
    hold_until timestamp(6) with time zone,
    leased_by character varying,
    lease_until timestamp(6) with time zone,
    fence bigint NOT NULL,
    parked character varying,
    memory character varying,
    skips boolean NOT NULL
)
WITH (fillfactor='50');
CREATE TABLE public.operation (
    id uuid NOT NULL,
    partner_id uuid NOT NULL,
    connection_id uuid NOT NULL,
    tsp character varying NOT NULL,
    fleet_ref character varying,
    mode character varying NOT NULL,
    resource character varying NOT NULL,
    type character varying NOT NULL,
    target_id uuid,
    target_source character varying,
    payload character varying NOT NULL,
    payload_more text,
    status character varying NOT NULL,
    resource_id uuid,
    source_id character varying,
    verdict character varying,
    due_at timestamp(6) with time zone,
    waiting character varying,
    begun_at timestamp(6) with time zone,
    doubtful boolean NOT NULL,
    midway boolean NOT NULL,
    fence bigint NOT NULL,
    attempts integer NOT NULL,
    progress text,
    not_delivered character varying,
    log text,
    order_key character varying,
    expires_at timestamp(6) with time zone,
    watch_at timestamp(6) with time zone,
    retried_from uuid,
    created_at timestamp(6) with time zone NOT NULL,
    updated_at timestamp(6) with time zone NOT NULL,
    behind boolean DEFAULT false NOT NULL
)
WITH (fillfactor='60', autovacuum_vacuum_scale_factor='0.05');
CREATE TABLE public.partner (
    id uuid NOT NULL,
    name character varying NOT NULL,
    client_id character varying NOT NULL,
    secret_hash character varying NOT NULL,
    secret_version bigint NOT NULL,
    scopes character varying NOT NULL,
    disabled boolean NOT NULL,
    created_at timestamp(6) with time zone NOT NULL,
    updated_at timestamp(6) with time zone NOT NULL
);
CREATE TABLE public.reference (
    id uuid NOT NULL,
    connection_id uuid NOT NULL,
    partner_id uuid NOT NULL,
    resource character varying NOT NULL,
    source_id character varying,
    name character varying,
    roles character varying NOT NULL,
    fields text,
    created_at timestamp(6) with time zone NOT NULL,
    updated_at timestamp(6) with time zone NOT NULL
);
CREATE TABLE public.refresh_job (
    id uuid NOT NULL,
    partner_id uuid NOT NULL,
    connection_id uuid NOT NULL,
    open_for uuid,
    status character varying NOT NULL,
    resource character varying,
    page_cursor character varying,
    counts character varying NOT NULL,
    error_details character varying,
    leased_by character varying,
    lease_until timestamp(6) with time zone,
    created_at timestamp(6) with time zone NOT NULL,
    updated_at timestamp(6) with time zone NOT NULL
);
CREATE TABLE public.secret (
    name character varying NOT NULL,
    key_id character varying NOT NULL,
    wrapped_key character varying NOT NULL,
    sealed character varying NOT NULL
);
CREATE TABLE public.webhook (
    id uuid NOT NULL,
    partner_id uuid NOT NULL,
    url character varying NOT NULL,
    event_name character varying NOT NULL,
    filters character varying NOT NULL,
    sameness character varying NOT NULL,
    status character varying NOT NULL,
    stale_reason character varying,
    previous_secret_until timestamp(6) with time zone,
    created_at timestamp(6) with time zone NOT NULL,
    updated_at timestamp(6) with time zone NOT NULL,
    version bigint NOT NULL
);
CREATE TABLE public.webhook_attempt (
    number bigint NOT NULL,
    webhook_id uuid NOT NULL,
    event_id uuid NOT NULL,
    event_name character varying NOT NULL,
    attempt integer NOT NULL,
    success boolean NOT NULL,
    status_code integer,
    error character varying,
    millis integer NOT NULL,
    created_at timestamp(6) with time zone NOT NULL
);
ALTER TABLE public.webhook_attempt ALTER COLUMN number ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.webhook_attempt_number_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.webhook_delivery (
    webhook_id uuid NOT NULL,
    event_id uuid NOT NULL,
    event_position bigint NOT NULL,
    sequence bigint NOT NULL,
    status character varying NOT NULL,
    due_or_ended timestamp(6) with time zone NOT NULL,
    attempts integer NOT NULL,
    round_from integer NOT NULL
);
CREATE TABLE public.webhook_figure (
    webhook_id uuid NOT NULL,
    at_minute timestamp(6) with time zone NOT NULL,
    attempts bigint NOT NULL,
    successes bigint NOT NULL,
    millis bigint NOT NULL
);
CREATE TABLE public.webhook_gone (
    webhook_id uuid NOT NULL,
    gone_at timestamp(6) with time zone NOT NULL
);
CREATE TABLE public.webhook_lane (
    webhook_id uuid NOT NULL,
    active boolean NOT NULL,
    due_at timestamp(6) with time zone,
    hold_until timestamp(6) with time zone,
    leased_by character varying,
    fence bigint NOT NULL,
    next_sequence bigint NOT NULL,
    active_since timestamp(6) with time zone NOT NULL,
    failures_in_row integer NOT NULL,
    attempts bigint NOT NULL,
    average double precision NOT NULL
)
WITH (fillfactor='50');
CREATE TABLE public.webhook_secret (
    webhook_id uuid NOT NULL,
    key_id character varying NOT NULL,
    wrapped_key character varying NOT NULL,
    sealed character varying NOT NULL
);
INSERT INTO public.connection VALUES ('01a22827-cb04-7000-92e0-d901c754108e', '01a22827-ca41-7000-99a4-74dbdae1fc27', 'samsara', '1b59e8f2-9050-534b-8980-3e03c46aef3b', 'F-1', '{"base_url":"http://127.0.0.1:33713","vehicle_create_as_asset":true}', 'active', NULL, '2026-11-29 16:33:46.236161+00', '2026-11-29 16:33:46.236161+00', NULL, 1);
INSERT INTO public.connection VALUES ('01a22827-cb55-7000-81f2-441fb82f7d39', '01a22827-ca41-7000-99a4-74dbdae1fc27', 'samsara', 'cf971a5e-3631-538e-b7dc-59df5430d693', 'F-2', '{"base_url":"http://127.0.0.1:33713","vehicle_create_as_asset":true}', 'failed', NULL, '2026-11-29 16:33:46.325369+00', '2026-11-29 16:33:48.237579+00', NULL, 2);
INSERT INTO public.connection_secret VALUES ('01a22827-cb04-7000-92e0-d901c754108e', '12227320c116c70c', 'AjUye8i6ckHTf+StaVM1FHcdohcKg4phWhzHJJt5ju+bJsQiKyvBUcwXxllT4h/vuAis1seOh3onLH7W', 'UvDThL9+Nl2adJqZi2eUZxvHHapB/uUzaveW4+/9u6SSNYyZRFGwy7RLKg2YniJIINlUmnao92+MDoxDQFdoT10=', 1, NULL, NULL);
INSERT INTO public.connection_secret VALUES ('01a22827-cb55-7000-81f2-441fb82f7d39', '12227320c116c70c', 'mTNkZNXW9Z1q3mzIxJML9ZPVky/60Ze7bb5czk8ylYB0ssUwwkuHIDPz8geF8XUg1Ogr9D/4Xb1kkpzW', 'm8pgj9wnJfhr9E5T/l4qKyKPnfiqwEmFTEjH+vm2icvIlE3iZrMtYDL7hIJ20wibevFJ+10/pOp9+C+ABY8efG7ileo=', 1, NULL, NULL);
INSERT INTO public.event OVERRIDING SYSTEM VALUE VALUES (1, '01a22827-cafc-74ca-bdc7-162027127690', '01a22827-ca41-7000-99a4-74dbdae1fc27', 'connection.created', NULL, '01a22827-cb04-7000-92e0-d901c754108e', NULL, '{"id":"01a22827-cb04-7000-92e0-d901c754108e","fleet_id":"1b59e8f2-9050-534b-8980-3e03c46aef3b","fleet_ref":"F-1","source_name":"samsara","status":"active","description":null,"created_at":"2026-11-29T16:33:46.236161Z","updated_at":"2026-11-29T16:33:46.236161Z"}', '2026-11-29 16:33:46.236161+00', 1);
INSERT INTO public.event OVERRIDING SYSTEM VALUE VALUES (2, '01a22827-cb55-720a-bf52-cb988fe8589c', '01a22827-ca41-7000-99a4-74dbdae1fc27', 'connection.created', NULL, '01a22827-cb55-7000-81f2-441fb82f7d39', NULL, '{"id":"01a22827-cb55-7000-81f2-441fb82f7d39","fleet_id":"cf971a5e-3631-538e-b7dc-59df5430d693","fleet_ref":"F-2","source_name":"samsara","status":"active","description":null,"created_at":"2026-11-29T16:33:46.325369Z","updated_at":"2026-11-29T16:33:46.325369Z"}', '2026-11-29 16:33:46.325369+00', 2);
INSERT INTO public.event OVERRIDING SYSTEM VALUE VALUES (3, '01a22827-cca3-70d2-9bfb-fd4d744714f0', '01a22827-ca41-7000-99a4-74dbdae1fc27', 'resource_operation.created', '01a22827-cc70-7000-81e7-d6f077396a1b', '01a22827-cb04-7000-92e0-d901c754108e', 'async', NULL, '2026-11-29 16:33:46.659834+00', 3);
INSERT INTO public.event OVERRIDING SYSTEM VALUE VALUES (4, '01a22827-cdeb-723b-be50-f05191f18b49', '01a22827-ca41-7000-99a4-74dbdae1fc27', 'resource_operation.succeeded', '01a22827-cc70-7000-81e7-d6f077396a1b', '01a22827-cb04-7000-92e0-d901c754108e', 'async', NULL, '2026-11-29 16:33:46.98768+00', 4);
INSERT INTO public.event OVERRIDING SYSTEM VALUE VALUES (5, '01a22827-ce31-74ee-add1-48d23f70ddff', '01a22827-ca41-7000-99a4-74dbdae1fc27', 'resource_operation.created', '01a22827-ce27-7000-a910-9eb777428290', '01a22827-cb04-7000-92e0-d901c754108e', 'sync', NULL, '2026-11-29 16:33:47.057953+00', -5);
INSERT INTO public.event OVERRIDING SYSTEM VALUE VALUES (6, '01a22827-ce66-779a-b693-0714a7a7a237', '01a22827-ca41-7000-99a4-74dbdae1fc27', 'resource_operation.succeeded', '01a22827-ce27-7000-a910-9eb777428290', '01a22827-cb04-7000-92e0-d901c754108e', 'sync', NULL, '2026-11-29 16:33:47.110194+00', -6);
INSERT INTO public.event OVERRIDING SYSTEM VALUE VALUES (7, '01a22827-cead-7f0f-838b-35a19a44368f', '01a22827-ca41-7000-99a4-74dbdae1fc27', 'resource_operation.created', '01a22827-ceac-7000-86f1-174779c80073', '01a22827-cb04-7000-92e0-d901c754108e', 'async', NULL, '2026-11-29 16:33:47.181379+00', 5);
INSERT INTO public.event OVERRIDING SYSTEM VALUE VALUES (8, '01a22827-cfa6-7428-a66c-357a7ebc4807', '01a22827-ca41-7000-99a4-74dbdae1fc27', 'resource_operation.failed', '01a22827-ceac-7000-86f1-174779c80073', '01a22827-cb04-7000-92e0-d901c754108e', 'async', NULL, '2026-11-29 16:33:47.430195+00', 6);
INSERT INTO public.event OVERRIDING SYSTEM VALUE VALUES (9, '01a22827-cffc-7905-ae4c-8fb384f358ab', '01a22827-ca41-7000-99a4-74dbdae1fc27', 'resource_operation.created', '01a22827-cff9-7000-86de-f3e2a7559f62', '01a22827-cb04-7000-92e0-d901c754108e', 'async', NULL, '2026-11-29 16:33:47.516514+00', 7);
INSERT INTO public.event OVERRIDING SYSTEM VALUE VALUES (10, '01a22827-d22a-7ecf-9878-f47507245e5f', '01a22827-ca41-7000-99a4-74dbdae1fc27', 'resource_operation.created', '01a22827-d225-7000-9b2f-7d46f9d32f22', '01a22827-cb55-7000-81f2-441fb82f7d39', 'async', NULL, '2026-11-29 16:33:48.074109+00', 8);
INSERT INTO public.event OVERRIDING SYSTEM VALUE VALUES (11, '01a22827-d2cd-74ba-ba04-b774440449e2', '01a22827-ca41-7000-99a4-74dbdae1fc27', 'connection.failed', NULL, '01a22827-cb55-7000-81f2-441fb82f7d39', NULL, '{"id":"01a22827-cb55-7000-81f2-441fb82f7d39","fleet_id":"cf971a5e-3631-538e-b7dc-59df5430d693","fleet_ref":"F-2","source_name":"samsara","status":"failed","description":null,"created_at":"2026-11-29T16:33:46.325369Z","updated_at":"2026-11-29T16:33:48.237579Z"}', '2026-11-29 16:33:48.237579+00', 9);
INSERT INTO public.event OVERRIDING SYSTEM VALUE VALUES (12, '01a22827-d335-7ccc-8d7e-3a3b23e20a8b', '01a22827-ca41-7000-99a4-74dbdae1fc27', 'resource_operation.created', '01a22827-d334-7000-a13b-444200bf9f47', '01a22827-cb04-7000-92e0-d901c754108e', 'async', NULL, '2026-11-29 16:33:48.341279+00', 10);
INSERT INTO public.event OVERRIDING SYSTEM VALUE VALUES (13, '01a22827-d433-75cb-8399-64759bba0c81', '01a22827-ca41-7000-99a4-74dbdae1fc27', 'resource_operation.created', '01a22827-d42a-7000-b406-3a9b044e6170', '01a22827-cb04-7000-92e0-d901c754108e', 'async', NULL, '2026-11-29 16:33:48.595801+00', 11);
INSERT INTO public.event OVERRIDING SYSTEM VALUE VALUES (14, '01a22827-d49e-737f-ad44-7a263735779f', '01a22827-ca41-7000-99a4-74dbdae1fc27', 'resource_operation.created', '01a22827-d49d-7000-9c40-3462af23a8e4', '01a22827-cb04-7000-92e0-d901c754108e', 'async', NULL, '2026-11-29 16:33:48.702536+00', 12);
INSERT INTO public.event_order VALUES (1);
INSERT INTO public.event_stream VALUES ('01a22827-ca41-7000-99a4-74dbdae1fc27', 13, 1);
INSERT INTO public.flyway_schema_history VALUES (1, '1', 'schema', 'SQL', 'V1__schema.sql', -797243301, 'postgres', '2026-11-29 16:33:42.075341', 180, true);
INSERT INTO public.flyway_schema_history VALUES (2, '2', 'webhooks', 'SQL', 'V2__webhooks.sql', 472145309, 'postgres', '2026-11-29 16:33:42.335214', 164, true);
INSERT INTO public.flyway_schema_history VALUES (3, '3', 'behind', 'SQL', 'V3__behind.sql', 930941349, 'postgres', '2026-11-29 16:33:42.5474', 12, true);
INSERT INTO public.idempotency_key VALUES ('01a22827-ca41-7000-99a4-74dbdae1fc27', 'POST /v2/telematics/messages', 'before-1', '1c8fc87476f473f30efcc617088dfce21decd46eaa4a803d6de471a8794a9a3a', '01a22827-cc70-7000-81e7-d6f077396a1b', '2026-11-29 16:33:46.659834+00');
INSERT INTO public.lane VALUES ('01a22827-cb04-7000-92e0-d901c754108e', '2026-11-29 16:33:53.070686+00', NULL, 'node-24b53dbe-838c-4cf0-a367-0e9bfccf47d7', '2026-11-29 16:33:53.070686+00', 4, NULL, 'token=150.0000/30.000000/1.000000000@1795970029217;messages=1.6667/0.119958/1.000000000@1795970029217;users=1.6667/0.977722/1.000000000@1795970029217', false);
INSERT INTO public.lane VALUES ('01a22827-cb55-7000-81f2-441fb82f7d39', NULL, NULL, NULL, NULL, 1, 'credentials', 'token=150.0000/30.000000/1.000000000@1795970028267;messages=1.6667/0.144105/1.000000000@1795970028267', false);
INSERT INTO public.operation VALUES ('01a22827-cc70-7000-81e7-d6f077396a1b', '01a22827-ca41-7000-99a4-74dbdae1fc27', '01a22827-cb04-7000-92e0-d901c754108e', 'samsara', 'F-1', 'async', 'message', 'create', NULL, NULL, '{"recipient_id":{"id":"1b248f76-d9a1-5951-afaf-8b99ee695ffa","source":"281474976710656001"},"message_text":"was delivered"}', NULL, 'success', 'acfd9722-ec8b-5748-89a0-31b4717eae2a', NULL, NULL, NULL, NULL, NULL, false, false, 1, 1, '{"steps":0,"recipients":[{"id":"1b248f76-d9a1-5951-afaf-8b99ee695ffa","source":"281474976710656001","status":"delivered"}]}', NULL, NULL, NULL, NULL, NULL, NULL, '2026-11-29 16:33:46.659834+00', '2026-11-29 16:33:46.98768+00', false);
INSERT INTO public.operation VALUES ('01a22827-ce27-7000-a910-9eb777428290', '01a22827-ca41-7000-99a4-74dbdae1fc27', '01a22827-cb04-7000-92e0-d901c754108e', 'samsara', 'F-1', 'sync', 'vehicle', 'create', NULL, NULL, '{"vehicle_name":"Truck from before","vin":"1FUJA6CV0LL123456"}', NULL, 'success', 'b841e154-8e70-53da-a8c3-1fdee3db7355', '281474976710700001', NULL, NULL, NULL, NULL, false, false, 0, 1, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '2026-11-29 16:33:47.057953+00', '2026-11-29 16:33:47.110194+00', false);
INSERT INTO public.operation VALUES ('01a22827-d334-7000-a13b-444200bf9f47', '01a22827-ca41-7000-99a4-74dbdae1fc27', '01a22827-cb04-7000-92e0-d901c754108e', 'samsara', 'F-1', 'async', 'message', 'create', NULL, NULL, '{"recipient_id":{"id":"1b248f76-d9a1-5951-afaf-8b99ee695ffa","source":"281474976710656001"},"message_text":"was begun"}', NULL, 'pending', NULL, NULL, NULL, '2026-11-29 16:33:48.341279+00', NULL, '2026-11-29 16:33:48.544781+00', false, false, 4, 1, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '2026-11-29 16:33:48.341279+00', '2026-11-29 16:33:48.544781+00', false);
INSERT INTO public.operation VALUES ('01a22827-ceac-7000-86f1-174779c80073', '01a22827-ca41-7000-99a4-74dbdae1fc27', '01a22827-cb04-7000-92e0-d901c754108e', 'samsara', 'F-1', 'async', 'message', 'create', NULL, NULL, '{"recipient_id":{"id":"1b248f76-d9a1-5951-afaf-8b99ee695ffa","source":"281474976710656001"},"message_text":"was refused"}', NULL, 'failed', NULL, NULL, 'not_applied', NULL, NULL, NULL, false, false, 2, 1, NULL, NULL, '[{"number":1,"begun_at":"2026-11-29T16:33:47.344116Z","ended_at":"2026-11-29T16:33:47.430195Z","succeeded":false,"error_type":"VALIDATION","error_details":"Samsara answered POST http://127.0.0.1:33713/v1/fleet/messages with 400: no such driver","status":400,"headers":{"content-type":"application/json","date":"Sun, 29 Nov 2026 16:33:47 GMT","content-length":"28"}}]', NULL, NULL, NULL, NULL, '2026-11-29 16:33:47.181379+00', '2026-11-29 16:33:47.430195+00', false);
INSERT INTO public.operation VALUES ('01a22827-d42a-7000-b406-3a9b044e6170', '01a22827-ca41-7000-99a4-74dbdae1fc27', '01a22827-cb04-7000-92e0-d901c754108e', 'samsara', 'F-1', 'async', 'user', 'update', 'bec8791d-b607-5dc5-908f-6d01d5f6b563', '281474976710656002', '{"notes":"the first note"}', NULL, 'pending', 'bec8791d-b607-5dc5-908f-6d01d5f6b563', '281474976710656002', NULL, '2026-11-29 16:33:48.595801+00', NULL, '2026-11-29 16:33:48.631048+00', false, false, 4, 1, NULL, NULL, NULL, 'user:bec8791d-b607-5dc5-908f-6d01d5f6b563', NULL, NULL, NULL, '2026-11-29 16:33:48.595801+00', '2026-11-29 16:33:48.631048+00', false);
INSERT INTO public.operation VALUES ('01a22827-d225-7000-9b2f-7d46f9d32f22', '01a22827-ca41-7000-99a4-74dbdae1fc27', '01a22827-cb55-7000-81f2-441fb82f7d39', 'samsara', 'F-2', 'async', 'message', 'create', NULL, NULL, '{"recipient_id":{"id":"49673750-f145-582d-b997-ead70b19469b","source":"281474976710656001"},"message_text":"waits for credentials"}', NULL, 'pending', NULL, NULL, NULL, '2026-11-29 16:33:48.233798+00', 'credentials', NULL, false, false, 1, 0, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '2026-11-29 16:33:48.074109+00', '2026-11-29 16:33:48.233798+00', false);
INSERT INTO public.operation VALUES ('01a22827-d49d-7000-9c40-3462af23a8e4', '01a22827-ca41-7000-99a4-74dbdae1fc27', '01a22827-cb04-7000-92e0-d901c754108e', 'samsara', 'F-1', 'async', 'user', 'update', 'bec8791d-b607-5dc5-908f-6d01d5f6b563', '281474976710656002', '{"notes":"the second note"}', NULL, 'pending', 'bec8791d-b607-5dc5-908f-6d01d5f6b563', '281474976710656002', NULL, '2026-11-29 16:33:48.702536+00', 'queue', NULL, false, false, 0, 0, NULL, NULL, NULL, 'user:bec8791d-b607-5dc5-908f-6d01d5f6b563', NULL, NULL, NULL, '2026-11-29 16:33:48.702536+00', '2026-11-29 16:33:48.702536+00', true);
INSERT INTO public.operation VALUES ('01a22827-cff9-7000-86de-f3e2a7559f62', '01a22827-ca41-7000-99a4-74dbdae1fc27', '01a22827-cb04-7000-92e0-d901c754108e', 'samsara', 'F-1', 'async', 'message', 'create', NULL, NULL, '{"recipient_id":{"id":"bec8791d-b607-5dc5-908f-6d01d5f6b563","source":"281474976710656002"},"message_text":"waits after a failure"}', NULL, 'pending', NULL, NULL, NULL, '2026-11-29 16:41:17.539145+00', 'settling', NULL, true, false, 3, 1, NULL, NULL, '[{"number":1,"begun_at":"2026-11-29T16:33:47.943906Z","ended_at":"2026-11-29T16:33:47.973083Z","succeeded":false,"error_type":"TSP","error_details":"Samsara answered POST http://127.0.0.1:33713/v1/fleet/messages with 500: {}","status":500,"headers":{"content-type":"application/json","date":"Sun, 29 Nov 2026 16:33:47 GMT","content-length":"2"}}]', NULL, NULL, NULL, NULL, '2026-11-29 16:33:47.516514+00', '2026-11-29 16:33:49.179714+00', false);
INSERT INTO public.partner VALUES ('01a22827-ca41-7000-99a4-74dbdae1fc27', 'Before Inc', 'gl_4e0f4760141584a229c97bba', '71cb4f8edbf74d1a086fd67296979711a7b94c5cc6367c15c319298641d7016c', 1, 'connection:create connection:read connection:update resource_operation:read resource_operation:write telematics:read telematics:write webhook:create webhook:delete webhook:read webhook:update', false, '2026-11-29 16:33:46.046518+00', '2026-11-29 16:33:46.046518+00');
INSERT INTO public.reference VALUES ('1b248f76-d9a1-5951-afaf-8b99ee695ffa', '01a22827-cb04-7000-92e0-d901c754108e', '01a22827-ca41-7000-99a4-74dbdae1fc27', 'user', '281474976710656001', NULL, '["driver"]', NULL, '2026-11-29 16:33:46.404502+00', '2026-11-29 16:33:46.404502+00');
INSERT INTO public.reference VALUES ('bec8791d-b607-5dc5-908f-6d01d5f6b563', '01a22827-cb04-7000-92e0-d901c754108e', '01a22827-ca41-7000-99a4-74dbdae1fc27', 'user', '281474976710656002', NULL, '["driver"]', NULL, '2026-11-29 16:33:46.404502+00', '2026-11-29 16:33:46.404502+00');
INSERT INTO public.reference VALUES ('49673750-f145-582d-b997-ead70b19469b', '01a22827-cb55-7000-81f2-441fb82f7d39', '01a22827-ca41-7000-99a4-74dbdae1fc27', 'user', '281474976710656001', NULL, '["driver"]', NULL, '2026-11-29 16:33:46.456069+00', '2026-11-29 16:33:46.456069+00');
INSERT INTO public.reference VALUES ('e0919bfc-e226-5e68-97e9-927f88a76e62', '01a22827-cb55-7000-81f2-441fb82f7d39', '01a22827-ca41-7000-99a4-74dbdae1fc27', 'user', '281474976710656002', NULL, '["driver"]', NULL, '2026-11-29 16:33:46.456069+00', '2026-11-29 16:33:46.456069+00');
INSERT INTO public.reference VALUES ('acfd9722-ec8b-5748-89a0-31b4717eae2a', '01a22827-cb04-7000-92e0-d901c754108e', '01a22827-ca41-7000-99a4-74dbdae1fc27', 'message', NULL, NULL, '[]', NULL, '2026-11-29 16:33:46.98768+00', '2026-11-29 16:33:46.98768+00');
INSERT INTO public.reference VALUES ('b841e154-8e70-53da-a8c3-1fdee3db7355', '01a22827-cb04-7000-92e0-d901c754108e', '01a22827-ca41-7000-99a4-74dbdae1fc27', 'vehicle', '281474976710700001', 'Truck from before', '[]', '{"vehicle_name":"Truck from before","vin":"1FUJA6CV0LL123456"}', '2026-11-29 16:33:47.110194+00', '2026-11-29 16:33:47.110194+00');
INSERT INTO public.secret VALUES ('master-key-check', '12227320c116c70c', 'I4ZzG2TmrywvoprP5YamuxrgBGMRwebe31JK3UMisXn2t4DDzOFbcDRtMSSq+Ljszxm5soWEvFoTisdV', 'TSi6uEBntSlw0/XeY/8Vj736hZpJBdMy7TRAyw0=');
INSERT INTO public.secret VALUES ('client-secret-key', '12227320c116c70c', 'pIioz85POlG8JkEpdSGkw8FS2wzvM67dWp19vmmGK3Fr34CbP1i1nUVx18vg8B11y1AzQZJtkhE2ZnSx', '4E7gUc1XVTscxGDyVSzSGquqK8lUfqmivr7jy70bJXKJV2QMauHEwrkxULTVSDFScyypFwKzaKJkKd8o');
INSERT INTO public.secret VALUES ('token-signing-keys', '12227320c116c70c', 'toa9XNN1o8iqnPoTsjDSsbkCQwR9gTM449H+8eIJxj5ylC8Noh14G7nJiFwFZVcQdGfM8n3Q2bJxLWpx', 'qqGvv6fuvliCfwoieRG0l35p2l5OHd1SxuHFUTw/MDDaewkInjd3H2gnh96qI8apSRjfqZxxHByRM0/PjkTyucWw4vI64t6+2j91NMfLw4vYBbECXP7yGi7Cjl8x9eVcsc6OZJ72rfG+swX+QxGx6zTC4Pxu+YfSxYZ6ls9dWGXI81q1RecZTCQNUqEU5kaJC7mMfS0b3hpQUwJGM91aZkOLphdZhAvx2hTUbXw9xw6T1BhVPeTYLMe3IMt2XNQgurtX1KYnKlZcgb1sc8//p6Hl0CVWD7zp6C0pDS/mgzTY8Kx+8jPTwnulFzoR5Q6asKs7UQl86Gw/9fcWqIGRDDBT6s0PPPhz7+YSHBge8rIrvGmIIVIBPP6FLsdAqxrjmIXy/No=');
INSERT INTO public.webhook VALUES ('01a22827-cc17-7000-9474-3692c0ade864', '01a22827-ca41-7000-99a4-74dbdae1fc27', 'http://127.0.0.1:19/box', 'resource_operation.*', '{"fleet_refs":null,"connection_ids":null,"resources":null,"modes":null}', 'c53411dfe199c6590c123ba5c33650948fcee7d0d0f33813fc799b5a8ddd619f', 'active', NULL, NULL, '2026-11-29 16:33:46.519297+00', '2026-11-29 16:33:46.519297+00', 1);
INSERT INTO public.webhook_attempt OVERRIDING SYSTEM VALUE VALUES (1, '01a22827-cc17-7000-9474-3692c0ade864', '01a22827-cca3-70d2-9bfb-fd4d744714f0', 'resource_operation.created', 1, false, NULL, '127.0.0.1:19 refused the connection', 1, '2026-11-29 16:33:46.815068+00');
INSERT INTO public.webhook_attempt OVERRIDING SYSTEM VALUE VALUES (2, '01a22827-cc17-7000-9474-3692c0ade864', '01a22827-cdeb-723b-be50-f05191f18b49', 'resource_operation.succeeded', 1, false, NULL, '127.0.0.1:19 refused the connection', 0, '2026-11-29 16:33:47.111246+00');
INSERT INTO public.webhook_attempt OVERRIDING SYSTEM VALUE VALUES (3, '01a22827-cc17-7000-9474-3692c0ade864', '01a22827-cead-7f0f-838b-35a19a44368f', 'resource_operation.created', 1, false, NULL, '127.0.0.1:19 refused the connection', 0, '2026-11-29 16:33:47.23925+00');
INSERT INTO public.webhook_attempt OVERRIDING SYSTEM VALUE VALUES (4, '01a22827-cc17-7000-9474-3692c0ade864', '01a22827-cfa6-7428-a66c-357a7ebc4807', 'resource_operation.failed', 1, false, NULL, '127.0.0.1:19 refused the connection', 2, '2026-11-29 16:33:47.497853+00');
INSERT INTO public.webhook_attempt OVERRIDING SYSTEM VALUE VALUES (5, '01a22827-cc17-7000-9474-3692c0ade864', '01a22827-cffc-7905-ae4c-8fb384f358ab', 'resource_operation.created', 1, false, NULL, '127.0.0.1:19 refused the connection', 0, '2026-11-29 16:33:47.574396+00');
INSERT INTO public.webhook_attempt OVERRIDING SYSTEM VALUE VALUES (6, '01a22827-cc17-7000-9474-3692c0ade864', '01a22827-d22a-7ecf-9878-f47507245e5f', 'resource_operation.created', 1, false, NULL, '127.0.0.1:19 refused the connection', 0, '2026-11-29 16:33:48.221292+00');
INSERT INTO public.webhook_attempt OVERRIDING SYSTEM VALUE VALUES (7, '01a22827-cc17-7000-9474-3692c0ade864', '01a22827-d335-7ccc-8d7e-3a3b23e20a8b', 'resource_operation.created', 1, false, NULL, '127.0.0.1:19 refused the connection', 0, '2026-11-29 16:33:48.368261+00');
INSERT INTO public.webhook_attempt OVERRIDING SYSTEM VALUE VALUES (8, '01a22827-cc17-7000-9474-3692c0ade864', '01a22827-d433-75cb-8399-64759bba0c81', 'resource_operation.created', 1, false, NULL, '127.0.0.1:19 refused the connection', 0, '2026-11-29 16:33:48.652347+00');
INSERT INTO public.webhook_attempt OVERRIDING SYSTEM VALUE VALUES (9, '01a22827-cc17-7000-9474-3692c0ade864', '01a22827-d49e-737f-ad44-7a263735779f', 'resource_operation.created', 1, false, NULL, '127.0.0.1:19 refused the connection', 0, '2026-11-29 16:33:48.74343+00');
INSERT INTO public.webhook_delivery VALUES ('01a22827-cc17-7000-9474-3692c0ade864', '01a22827-cca3-70d2-9bfb-fd4d744714f0', 3, 1, 'waiting', '2026-11-29 16:33:52.146906+00', 1, 0);
INSERT INTO public.webhook_delivery VALUES ('01a22827-cc17-7000-9474-3692c0ade864', '01a22827-cdeb-723b-be50-f05191f18b49', 4, 2, 'waiting', '2026-11-29 16:33:52.311307+00', 1, 0);
INSERT INTO public.webhook_delivery VALUES ('01a22827-cc17-7000-9474-3692c0ade864', '01a22827-cead-7f0f-838b-35a19a44368f', 7, 3, 'waiting', '2026-11-29 16:33:52.521031+00', 1, 0);
INSERT INTO public.webhook_delivery VALUES ('01a22827-cc17-7000-9474-3692c0ade864', '01a22827-cfa6-7428-a66c-357a7ebc4807', 8, 4, 'waiting', '2026-11-29 16:33:52.848201+00', 1, 0);
INSERT INTO public.webhook_delivery VALUES ('01a22827-cc17-7000-9474-3692c0ade864', '01a22827-cffc-7905-ae4c-8fb384f358ab', 9, 5, 'waiting', '2026-11-29 16:33:52.610588+00', 1, 0);
INSERT INTO public.webhook_delivery VALUES ('01a22827-cc17-7000-9474-3692c0ade864', '01a22827-d22a-7ecf-9878-f47507245e5f', 10, 6, 'waiting', '2026-11-29 16:33:53.606773+00', 1, 0);
INSERT INTO public.webhook_delivery VALUES ('01a22827-cc17-7000-9474-3692c0ade864', '01a22827-d335-7ccc-8d7e-3a3b23e20a8b', 12, 7, 'waiting', '2026-11-29 16:33:53.716729+00', 1, 0);
INSERT INTO public.webhook_delivery VALUES ('01a22827-cc17-7000-9474-3692c0ade864', '01a22827-d433-75cb-8399-64759bba0c81', 13, 8, 'waiting', '2026-11-29 16:33:53.712332+00', 1, 0);
INSERT INTO public.webhook_delivery VALUES ('01a22827-cc17-7000-9474-3692c0ade864', '01a22827-d49e-737f-ad44-7a263735779f', 14, 9, 'waiting', '2026-11-29 16:33:54.124057+00', 1, 0);
INSERT INTO public.webhook_figure VALUES ('01a22827-cc17-7000-9474-3692c0ade864', '2026-11-29 16:33:00+00', 9, 0, 3);
INSERT INTO public.webhook_lane VALUES ('01a22827-cc17-7000-9474-3692c0ade864', true, '2026-11-29 16:33:52.146906+00', NULL, NULL, 9, 10, '2026-11-29 16:33:46.519297+00', 9, 9, 0);
INSERT INTO public.webhook_secret VALUES ('01a22827-cc17-7000-9474-3692c0ade864', '12227320c116c70c', 'QERsontrU/ZrRtKbW+fG/80BDTw1b5YpQeZez8dzCOQaBIssNZf7XWHmG9rKoUoTN9BHWHqTkbpOEDfC', 'hEoYLDD2SiehW5MYgfBOGGydZKygaUOVK8eOo3q/TdXR+Uq8l5ZYRzybbhZ1Mk79p3k3mRRRSka/lQsrszHmgKLd8chEG+MnwLc+zEEk');
SELECT pg_catalog.setval('public.event_position_seq', 14, true);
SELECT pg_catalog.setval('public.webhook_attempt_number_seq', 9, true);
ALTER TABLE ONLY public.connection
    ADD CONSTRAINT connection_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.connection_secret
    ADD CONSTRAINT connection_secret_pkey PRIMARY KEY (connection_id);
ALTER TABLE ONLY public.event_order
    ADD CONSTRAINT event_order_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.event
    ADD CONSTRAINT event_pkey PRIMARY KEY ("position");
ALTER TABLE ONLY public.event_stream
    ADD CONSTRAINT event_stream_pkey PRIMARY KEY (partner_id);
ALTER TABLE ONLY public.flyway_schema_history
    ADD CONSTRAINT flyway_schema_history_pk PRIMARY KEY (installed_rank);
ALTER TABLE ONLY public.idempotency_key
    ADD CONSTRAINT idempotency_key_pkey PRIMARY KEY (partner_id, scope, idem_key);
ALTER TABLE ONLY public.lane
    ADD CONSTRAINT lane_pkey PRIMARY KEY (connection_id);
ALTER TABLE ONLY public.operation
    ADD CONSTRAINT operation_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.partner
    ADD CONSTRAINT partner_client_id_key UNIQUE (client_id);
ALTER TABLE ONLY public.partner
    ADD CONSTRAINT partner_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.reference
    ADD CONSTRAINT reference_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.refresh_job
    ADD CONSTRAINT refresh_job_open_for_key UNIQUE (open_for);
ALTER TABLE ONLY public.refresh_job
    ADD CONSTRAINT refresh_job_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.secret
    ADD CONSTRAINT secret_pkey PRIMARY KEY (name);
ALTER TABLE ONLY public.webhook_attempt
    ADD CONSTRAINT webhook_attempt_pkey PRIMARY KEY (number);
ALTER TABLE ONLY public.webhook_delivery
    ADD CONSTRAINT webhook_delivery_pkey PRIMARY KEY (webhook_id, event_id);
ALTER TABLE ONLY public.webhook_figure
    ADD CONSTRAINT webhook_figure_pkey PRIMARY KEY (webhook_id, at_minute);
ALTER TABLE ONLY public.webhook_gone
    ADD CONSTRAINT webhook_gone_pkey PRIMARY KEY (webhook_id);
ALTER TABLE ONLY public.webhook_lane
    ADD CONSTRAINT webhook_lane_pkey PRIMARY KEY (webhook_id);
ALTER TABLE ONLY public.webhook
    ADD CONSTRAINT webhook_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.webhook_secret
    ADD CONSTRAINT webhook_secret_pkey PRIMARY KEY (webhook_id);
CREATE INDEX connection_partner ON public.connection USING btree (partner_id, id);
CREATE UNIQUE INDEX event_feed ON public.event USING btree (partner_id, sequence) WHERE (sequence > 0);
CREATE INDEX event_new ON public.event USING btree ("position") WHERE (sequence IS NULL);
CREATE INDEX flyway_schema_history_s_idx ON public.flyway_schema_history USING btree (success);
CREATE INDEX idempotency_key_age ON public.idempotency_key USING btree (created_at);
CREATE INDEX lane_due ON public.lane USING btree (due_at);
CREATE INDEX operation_due ON public.operation USING btree (connection_id, behind, due_at, id) WHERE (due_at IS NOT NULL);
CREATE INDEX operation_of_connection ON public.operation USING btree (connection_id, status, id);
CREATE INDEX operation_of_kind ON public.operation USING btree (partner_id, resource, type, status, id);
CREATE INDEX operation_of_partner ON public.operation USING btree (partner_id, status, id);
CREATE INDEX operation_of_resource ON public.operation USING btree (resource_id) WHERE (resource_id IS NOT NULL);
CREATE INDEX operation_of_source ON public.operation USING btree (source_id) WHERE (source_id IS NOT NULL);
CREATE INDEX operation_order ON public.operation USING btree (connection_id, order_key, id) WHERE ((order_key IS NOT NULL) AND (due_at IS NOT NULL));
CREATE INDEX operation_watch ON public.operation USING btree (mode, watch_at) WHERE (watch_at IS NOT NULL);
CREATE INDEX reference_of_connection ON public.reference USING btree (connection_id, resource, id) WHERE ((resource)::text = ANY ((ARRAY['user'::character varying, 'vehicle'::character varying, 'trailer'::character varying])::text[]));
CREATE INDEX reference_of_partner ON public.reference USING btree (partner_id, resource, id) WHERE ((resource)::text = ANY ((ARRAY['user'::character varying, 'vehicle'::character varying, 'trailer'::character varying])::text[]));
CREATE INDEX webhook_attempt_of ON public.webhook_attempt USING btree (webhook_id, number);
CREATE INDEX webhook_delivery_next ON public.webhook_delivery USING btree (webhook_id, status, due_or_ended, sequence);
CREATE INDEX webhook_lane_due ON public.webhook_lane USING btree (due_at);
CREATE INDEX webhook_of_partner ON public.webhook USING btree (partner_id, id);
CREATE UNIQUE INDEX webhook_same ON public.webhook USING btree (partner_id, sameness);
