CREATE TABLE "api_key_balances" (
	"api_key_id" uuid NOT NULL,
	"period_start" timestamp with time zone NOT NULL,
	"used_pico" bigint DEFAULT 0 NOT NULL,
	"held_pico" bigint DEFAULT 0 NOT NULL,
	"window_started_at" timestamp with time zone DEFAULT now() NOT NULL,
	"window_requests" integer DEFAULT 0 NOT NULL,
	"window_tokens" bigint DEFAULT 0 NOT NULL,
	"last_used_at" timestamp with time zone,
	CONSTRAINT "api_key_balances_api_key_id_period_start_pk" PRIMARY KEY("api_key_id","period_start")
);
--> statement-breakpoint
CREATE TABLE "api_key_secrets" (
	"public_id" text PRIMARY KEY NOT NULL,
	"api_key_id" uuid NOT NULL,
	"hash" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "api_keys" (
	"id" uuid PRIMARY KEY NOT NULL,
	"user_id" uuid NOT NULL,
	"name" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp with time zone,
	"revoked_at" timestamp with time zone,
	"spend_limit_pico" bigint,
	"models" text[],
	"requests_per_minute" integer DEFAULT 600 NOT NULL,
	"tokens_per_minute" integer DEFAULT 2000000 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "idempotent_answers" (
	"api_key_id" uuid NOT NULL,
	"key" text NOT NULL,
	"request_hash" text NOT NULL,
	"claimed_at" timestamp with time zone DEFAULT now() NOT NULL,
	"alive_at" timestamp with time zone DEFAULT now() NOT NULL,
	"status" integer,
	"content_type" text,
	"body" text,
	CONSTRAINT "idempotent_answers_api_key_id_key_pk" PRIMARY KEY("api_key_id","key")
);
--> statement-breakpoint
CREATE TABLE "budget_alerts" (
	"id" uuid PRIMARY KEY NOT NULL,
	"user_id" uuid NOT NULL,
	"period_start" timestamp with time zone NOT NULL,
	"sum_pico" bigint NOT NULL,
	"percent" integer NOT NULL,
	"used_pico" bigint NOT NULL,
	"reached_at" timestamp with time zone DEFAULT now() NOT NULL,
	"due_at" timestamp with time zone,
	"attempts" integer DEFAULT 0 NOT NULL,
	"sent_at" timestamp with time zone,
	"last_error" text
);
--> statement-breakpoint
CREATE TABLE "budgets" (
	"user_id" uuid PRIMARY KEY NOT NULL,
	"sum_pico" bigint NOT NULL,
	"stop" boolean NOT NULL
);
--> statement-breakpoint
CREATE TABLE "chats" (
	"id" uuid PRIMARY KEY NOT NULL,
	"user_id" uuid NOT NULL,
	"title" text NOT NULL,
	"title_source" text DEFAULT 'new' NOT NULL,
	"model" text NOT NULL,
	"instructions" text DEFAULT '' NOT NULL,
	"temperature" double precision,
	"head_id" uuid,
	"pinned_at" timestamp with time zone,
	"deleted_at" timestamp with time zone,
	"share_id" uuid,
	"share_head_id" uuid,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "chats_shareId_unique" UNIQUE("share_id")
);
--> statement-breakpoint
CREATE TABLE "messages" (
	"id" uuid PRIMARY KEY NOT NULL,
	"chat_id" uuid NOT NULL,
	"parent_id" uuid,
	"role" text NOT NULL,
	"parts" jsonb NOT NULL,
	"search_text" text DEFAULT '' NOT NULL,
	"status" text DEFAULT 'complete' NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "embedded_meter_events" (
	"key" uuid PRIMARY KEY NOT NULL,
	"namespace" text NOT NULL,
	"id" text NOT NULL,
	"source" text NOT NULL,
	"type" text NOT NULL,
	"subject" text NOT NULL,
	"time" timestamp with time zone NOT NULL,
	"data" jsonb,
	"ingested_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "embedded_meter_hours" (
	"series_id" uuid NOT NULL,
	"start" timestamp with time zone NOT NULL,
	"first_at" timestamp with time zone NOT NULL,
	"last_at" timestamp with time zone NOT NULL,
	"totals" numeric[] NOT NULL,
	"quarter0" numeric[],
	"quarter1" numeric[],
	"quarter2" numeric[],
	"quarter3" numeric[],
	CONSTRAINT "embedded_meter_hours_series_id_start_pk" PRIMARY KEY("series_id","start")
);
--> statement-breakpoint
CREATE TABLE "embedded_meter_rollups" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"namespace" text NOT NULL,
	"event_type" text NOT NULL,
	"paths" jsonb NOT NULL,
	"slots" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "embedded_meter_series" (
	"id" uuid PRIMARY KEY NOT NULL,
	"rollup_id" uuid NOT NULL,
	"subject" text,
	"groups" text[] NOT NULL
);
--> statement-breakpoint
CREATE TABLE "embedded_meters" (
	"id" text PRIMARY KEY NOT NULL,
	"namespace" text NOT NULL,
	"slug" text NOT NULL,
	"name" text NOT NULL,
	"description" text,
	"event_type" text NOT NULL,
	"event_from" timestamp with time zone,
	"aggregation" text NOT NULL,
	"value_property" text,
	"group_by" jsonb NOT NULL,
	"metadata" jsonb,
	"rollup_id" uuid,
	"created_at" timestamp with time zone NOT NULL,
	"updated_at" timestamp with time zone NOT NULL,
	"deleted_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "balances" (
	"user_id" uuid NOT NULL,
	"period_start" timestamp with time zone NOT NULL,
	"used_pico" bigint DEFAULT 0 NOT NULL,
	"held_pico" bigint DEFAULT 0 NOT NULL,
	CONSTRAINT "balances_user_id_period_start_pk" PRIMARY KEY("user_id","period_start")
);
--> statement-breakpoint
CREATE TABLE "generations" (
	"id" uuid PRIMARY KEY NOT NULL,
	"user_id" uuid NOT NULL,
	"chat_id" uuid,
	"message_id" uuid,
	"api_key_id" uuid,
	"via" text NOT NULL,
	"provider" text NOT NULL,
	"model" text NOT NULL,
	"state" text NOT NULL,
	"period_start" timestamp with time zone NOT NULL,
	"hold_pico" bigint NOT NULL,
	"prompt_tokens" integer NOT NULL,
	"max_output_tokens" integer NOT NULL,
	"reserved_at" timestamp with time zone DEFAULT now() NOT NULL,
	"dispatched_at" timestamp with time zone,
	"settled_at" timestamp with time zone,
	"alive_at" timestamp with time zone DEFAULT now() NOT NULL,
	"stop_requested_at" timestamp with time zone,
	"response_id" text,
	"response_model" text,
	"response_created_at" timestamp with time zone,
	"output_text" text DEFAULT '' NOT NULL,
	"output_tokens" integer DEFAULT 0 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "ledger_entries" (
	"generation_id" uuid PRIMARY KEY NOT NULL,
	"event_id" text NOT NULL,
	"response_id" text,
	"user_id" uuid NOT NULL,
	"chat_id" uuid,
	"message_id" uuid,
	"api_key_id" uuid,
	"via" text NOT NULL,
	"provider" text NOT NULL,
	"model" text NOT NULL,
	"period_start" timestamp with time zone NOT NULL,
	"occurred_at" timestamp with time zone NOT NULL,
	"outcome" text NOT NULL,
	"basis" text NOT NULL,
	"uncached_tokens" integer NOT NULL,
	"cache_read_tokens" integer NOT NULL,
	"cache_write_tokens" integer NOT NULL,
	"output_tokens" integer NOT NULL,
	"reasoning_tokens" integer NOT NULL,
	"rates" jsonb,
	"cost_pico" bigint,
	"duration_ms" integer NOT NULL,
	"time_to_first_token_ms" integer,
	CONSTRAINT "ledger_entries_eventId_unique" UNIQUE("event_id")
);
--> statement-breakpoint
CREATE TABLE "outbox" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"generation_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"event" jsonb NOT NULL,
	"state" text DEFAULT 'pending' NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"due_at" timestamp with time zone DEFAULT now() NOT NULL,
	"delivered_at" timestamp with time zone,
	"last_error" text,
	CONSTRAINT "outbox_generationId_unique" UNIQUE("generation_id")
);
--> statement-breakpoint
CREATE TABLE "openmeter_exports" (
	"target" text PRIMARY KEY NOT NULL,
	"last_outbox_id" bigint NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "rate_limits" (
	"key" text PRIMARY KEY NOT NULL,
	"attempts" integer NOT NULL,
	"expires_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "oauth_accounts" (
	"provider" text NOT NULL,
	"provider_account_id" text NOT NULL,
	"user_id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "oauth_accounts_provider_provider_account_id_pk" PRIMARY KEY("provider","provider_account_id")
);
--> statement-breakpoint
CREATE TABLE "users" (
	"id" uuid PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"name" text,
	"email" text,
	"password_hash" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "users_email_unique" UNIQUE("email")
);
--> statement-breakpoint
ALTER TABLE "api_key_balances" ADD CONSTRAINT "api_key_balances_api_key_id_api_keys_id_fk" FOREIGN KEY ("api_key_id") REFERENCES "public"."api_keys"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "api_key_secrets" ADD CONSTRAINT "api_key_secrets_api_key_id_api_keys_id_fk" FOREIGN KEY ("api_key_id") REFERENCES "public"."api_keys"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "api_keys" ADD CONSTRAINT "api_keys_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "idempotent_answers" ADD CONSTRAINT "idempotent_answers_api_key_id_api_keys_id_fk" FOREIGN KEY ("api_key_id") REFERENCES "public"."api_keys"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "budget_alerts" ADD CONSTRAINT "budget_alerts_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "budgets" ADD CONSTRAINT "budgets_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "chats" ADD CONSTRAINT "chats_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "messages" ADD CONSTRAINT "messages_chat_id_chats_id_fk" FOREIGN KEY ("chat_id") REFERENCES "public"."chats"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "balances" ADD CONSTRAINT "balances_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "generations" ADD CONSTRAINT "generations_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ledger_entries" ADD CONSTRAINT "ledger_entries_generation_id_generations_id_fk" FOREIGN KEY ("generation_id") REFERENCES "public"."generations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "outbox" ADD CONSTRAINT "outbox_generation_id_generations_id_fk" FOREIGN KEY ("generation_id") REFERENCES "public"."generations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "oauth_accounts" ADD CONSTRAINT "oauth_accounts_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "api_key_secrets_by_key" ON "api_key_secrets" USING btree ("api_key_id");--> statement-breakpoint
CREATE INDEX "api_keys_by_user" ON "api_keys" USING btree ("user_id","created_at");--> statement-breakpoint
CREATE INDEX "idempotent_answers_by_age" ON "idempotent_answers" USING btree ("claimed_at");--> statement-breakpoint
CREATE UNIQUE INDEX "budget_alerts_once" ON "budget_alerts" USING btree ("user_id","period_start","sum_pico","percent");--> statement-breakpoint
CREATE INDEX "budget_alerts_due" ON "budget_alerts" USING btree ("due_at") WHERE "budget_alerts"."due_at" is not null;--> statement-breakpoint
CREATE INDEX "chats_by_user" ON "chats" USING btree ("user_id","updated_at" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "chats_deleted" ON "chats" USING btree ("deleted_at") WHERE "chats"."deleted_at" is not null;--> statement-breakpoint
CREATE INDEX "messages_by_chat" ON "messages" USING btree ("chat_id","created_at");--> statement-breakpoint
CREATE INDEX "messages_by_text" ON "messages" USING gin (to_tsvector('simple', "search_text"));--> statement-breakpoint
CREATE INDEX "embedded_meter_events_by_time" ON "embedded_meter_events" USING btree ("namespace","time");--> statement-breakpoint
CREATE INDEX "embedded_meter_events_by_subject" ON "embedded_meter_events" USING btree ("namespace",hashtextextended("subject", 0),"time");--> statement-breakpoint
CREATE INDEX "embedded_meter_rollups_by_namespace" ON "embedded_meter_rollups" USING btree ("namespace");--> statement-breakpoint
CREATE INDEX "embedded_meter_series_by_subject" ON "embedded_meter_series" USING btree ("rollup_id",hashtextextended("subject", 0));--> statement-breakpoint
CREATE UNIQUE INDEX "embedded_meters_slug" ON "embedded_meters" USING btree ("namespace","slug") WHERE "embedded_meters"."deleted_at" is null;--> statement-breakpoint
CREATE INDEX "generations_open" ON "generations" USING btree ("alive_at") WHERE "generations"."state" in ('reserved', 'dispatched');--> statement-breakpoint
CREATE INDEX "generations_by_chat" ON "generations" USING btree ("chat_id","reserved_at");--> statement-breakpoint
CREATE INDEX "ledger_by_user" ON "ledger_entries" USING btree ("user_id","occurred_at" DESC NULLS LAST,"generation_id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "ledger_by_message" ON "ledger_entries" USING btree ("message_id");--> statement-breakpoint
CREATE INDEX "outbox_due" ON "outbox" USING btree ("due_at") WHERE "outbox"."state" = 'pending';--> statement-breakpoint
CREATE INDEX "outbox_undelivered_by_user" ON "outbox" USING btree ("user_id") WHERE "outbox"."state" <> 'delivered';--> statement-breakpoint
CREATE INDEX "rate_limits_expiry" ON "rate_limits" USING btree ("expires_at");