// The studio without JavaScript is complete; these modules make it live. htmx and rows.js are classic scripts that ran
// before this one, and htmx starts at DOMContentLoaded, after every module here.

import "./upsert.js";
import "./history.js";
import "./density.js";
import "./newest.js";
import "./elapsed.js";
import "./progress.js";
import "./line.js";
import "./composer.js";
import "./expansion.js";
import "./options.js";
import "./library.js";
import "./favourites.js";
import "./references.js";
import "./attach.js";
import "./arrange.js";
import "./bring.js";
import "./fullsize.js";
import "./shelf.js";
import "./recall.js";
import "./draft.js";
import "./reuse.js";
import "./viewer.js";
import "./selection.js";
import "./press.js";
import "./lasso.js";
import "./bulk.js";
import "./toasts.js";
import "./page.js";
import "./sheet.js";
import "./dialogs.js";
import "./keys.js";
import "./theme.js";
import "./stream.js";
import "./notify.js";
