// The officer's day.
import "./today/outing_clock.js";
import "./today/agenda.js";
import "./today/dialog.js";
import "./today/nearest.js";
import "./today/scan.js";
