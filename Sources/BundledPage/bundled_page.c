#include "bundled_page.h"

static const unsigned char index_html[] = {
#embed "page/index.html"
};

static const unsigned char style_css[] = {
#embed "page/style.css"
};

static const unsigned char draw_css[] = {
#embed "page/draw.css"
};

static const unsigned char rules_css[] = {
#embed "page/rules.css"
};

static const unsigned char drop_css[] = {
#embed "page/drop.css"
};

static const unsigned char viewer_css[] = {
#embed "page/viewer.css"
};

static const unsigned char theme_js[] = {
#embed "page/theme.js"
};

static const unsigned char main_js[] = {
#embed "page/main.js"
};

static const unsigned char api_js[] = {
#embed "page/api.js"
};

static const unsigned char words_js[] = {
#embed "page/words.js"
};

static const unsigned char kinds_js[] = {
#embed "page/kinds.js"
};

static const unsigned char number_field_js[] = {
#embed "page/number-field.js"
};

static const unsigned char rules_js[] = {
#embed "page/rules.js"
};

static const unsigned char sketch_js[] = {
#embed "page/sketch.js"
};

static const unsigned char keyboard_pen_js[] = {
#embed "page/keyboard-pen.js"
};

static const unsigned char draw_js[] = {
#embed "page/draw.js"
};

static const unsigned char answer_js[] = {
#embed "page/answer.js"
};

static const unsigned char bars_js[] = {
#embed "page/bars.js"
};

static const unsigned char pictures_js[] = {
#embed "page/pictures.js"
};

static const unsigned char drop_js[] = {
#embed "page/drop.js"
};

static const unsigned char arrivals_js[] = {
#embed "page/arrivals.js"
};

static const unsigned char intake_js[] = {
#embed "page/intake.js"
};

static const unsigned char batch_js[] = {
#embed "page/batch.js"
};

static const unsigned char cards_js[] = {
#embed "page/cards.js"
};

static const unsigned char labels_js[] = {
#embed "page/labels.js"
};

static const unsigned char viewer_js[] = {
#embed "page/viewer.js"
};

static const unsigned char stage_js[] = {
#embed "page/stage.js"
};

static const unsigned char downloads_js[] = {
#embed "page/downloads.js"
};

static const unsigned char zip_js[] = {
#embed "page/zip.js"
};

static const unsigned char model_js[] = {
#embed "page/model.js"
};

static const unsigned char icon_svg[] = {
#embed "page/icon.svg"
};

static const unsigned char openapi_json[] = {
#embed "openapi.json"
};

#define HTML "text/html; charset=utf-8"
#define STYLE "text/css; charset=utf-8"
#define SCRIPT "text/javascript; charset=utf-8"

static const struct bundled_page_file files[] = {
    {"index.html", HTML, index_html, sizeof index_html},
    {"style.css", STYLE, style_css, sizeof style_css},
    {"draw.css", STYLE, draw_css, sizeof draw_css},
    {"rules.css", STYLE, rules_css, sizeof rules_css},
    {"drop.css", STYLE, drop_css, sizeof drop_css},
    {"viewer.css", STYLE, viewer_css, sizeof viewer_css},
    {"theme.js", SCRIPT, theme_js, sizeof theme_js},
    {"main.js", SCRIPT, main_js, sizeof main_js},
    {"api.js", SCRIPT, api_js, sizeof api_js},
    {"words.js", SCRIPT, words_js, sizeof words_js},
    {"kinds.js", SCRIPT, kinds_js, sizeof kinds_js},
    {"number-field.js", SCRIPT, number_field_js, sizeof number_field_js},
    {"rules.js", SCRIPT, rules_js, sizeof rules_js},
    {"sketch.js", SCRIPT, sketch_js, sizeof sketch_js},
    {"keyboard-pen.js", SCRIPT, keyboard_pen_js, sizeof keyboard_pen_js},
    {"draw.js", SCRIPT, draw_js, sizeof draw_js},
    {"answer.js", SCRIPT, answer_js, sizeof answer_js},
    {"bars.js", SCRIPT, bars_js, sizeof bars_js},
    {"pictures.js", SCRIPT, pictures_js, sizeof pictures_js},
    {"drop.js", SCRIPT, drop_js, sizeof drop_js},
    {"arrivals.js", SCRIPT, arrivals_js, sizeof arrivals_js},
    {"intake.js", SCRIPT, intake_js, sizeof intake_js},
    {"batch.js", SCRIPT, batch_js, sizeof batch_js},
    {"cards.js", SCRIPT, cards_js, sizeof cards_js},
    {"labels.js", SCRIPT, labels_js, sizeof labels_js},
    {"viewer.js", SCRIPT, viewer_js, sizeof viewer_js},
    {"stage.js", SCRIPT, stage_js, sizeof stage_js},
    {"downloads.js", SCRIPT, downloads_js, sizeof downloads_js},
    {"zip.js", SCRIPT, zip_js, sizeof zip_js},
    {"model.js", SCRIPT, model_js, sizeof model_js},
    {"icon.svg", "image/svg+xml", icon_svg, sizeof icon_svg},
    {"openapi.json", "application/json", openapi_json, sizeof openapi_json},
};

const struct bundled_page_file *bundled_page_files(size_t *count) {
  *count = sizeof files / sizeof files[0];
  return files;
}
