-- What a box last said of itself, for whoever runs the service: how it is, not what it sold.
GRANT SELECT (beat, beat_at) ON device TO tiffin_admin;
