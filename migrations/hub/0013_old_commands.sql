-- owner: commands
-- Commands are kept for a time after they were answered, or can no longer be begun.
CREATE INDEX command_answered ON command (tenant_id, device_id, acked_at)
    WHERE outcome IS NOT NULL;
CREATE INDEX command_expired ON command (tenant_id, device_id, expires_at)
    WHERE outcome IS NULL;
