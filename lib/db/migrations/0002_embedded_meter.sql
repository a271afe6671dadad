CREATE TABLE "embedded_meter_cells" (
	"series_id" uuid NOT NULL,
	"start" timestamp with time zone NOT NULL,
	"events" bigint NOT NULL,
	"first_at" timestamp with time zone NOT NULL,
	"last_at" timestamp with time zone NOT NULL,
	"totals" numeric[] NOT NULL,
	CONSTRAINT "embedded_meter_cells_series_id_start_pk" PRIMARY KEY("series_id","start")
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
CREATE INDEX "embedded_meter_events_by_time" ON "embedded_meter_events" USING btree ("namespace","time");--> statement-breakpoint
CREATE INDEX "embedded_meter_events_by_subject" ON "embedded_meter_events" USING btree ("namespace",hashtextextended("subject", 0),"time");--> statement-breakpoint
CREATE INDEX "embedded_meter_rollups_by_namespace" ON "embedded_meter_rollups" USING btree ("namespace");--> statement-breakpoint
CREATE INDEX "embedded_meter_series_by_subject" ON "embedded_meter_series" USING btree ("rollup_id",hashtextextended("subject", 0));--> statement-breakpoint
CREATE UNIQUE INDEX "embedded_meters_slug" ON "embedded_meters" USING btree ("namespace","slug") WHERE "embedded_meters"."deleted_at" is null;