// Attaches each behaviour to the elements that ask for it. A page works without any of them.
import { keepDraft } from "./draft.js";
import { checkSize } from "./file_size.js";
import { focusSummary } from "./error_summary.js";
import { closeMenus } from "./menu.js";
import { enableHeirs } from "./heirs.js";
import { enableKeys } from "./keys.js";
import { enablePicker } from "./picker.js";
import { enablePrint } from "./print.js";
import { submitOnce } from "./submit_once.js";
import { warnUnsaved } from "./unsaved.js";

const attach = (selector, behaviour) => document.querySelectorAll(selector).forEach(behaviour);

attach("[data-error-summary]", focusSummary);
attach("[data-picker]", enablePicker);
attach("[data-heirs]", enableHeirs);
attach("[data-print]", enablePrint);
attach("input[data-most-bytes]", checkSize);
attach("form[data-draft]", keepDraft);
attach("form[data-submit-once]", submitOnce);
attach("form[data-unsaved]", warnUnsaved);
attach("dialog[data-keys]", enableKeys);
closeMenus();
