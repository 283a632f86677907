/** The one entry. Every page works as plain HTML first; these elements add the handling. */
import "./kp-autosave.js";
import "./kp-contrast.js";
import "./kp-dialog.js";
import "./kp-group.js";
import "./kp-leaf.js";
import "./kp-photo-preview.js";
import "./kp-photo.js";
import "./kp-picword.js";
import "./kp-print.js";
import "./kp-prompt.js";
import "./kp-report.js";
import "./kp-review.js";
import "./kp-speak.js";
import "./kp-starters.js";
import "./kp-stay.js";
import "./kp-tabs.js";
import "./kp-upload.js";
