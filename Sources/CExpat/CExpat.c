#include "CExpat.h"

#include <expat.h>
#include <stdlib.h>
#include <string.h>

enum { NAME_LIMIT = 64 };

struct mt_xml_parser {
  XML_Parser expat;
  int32_t status;
  int64_t fault_line;
  const char *reason;

  char *name_text;
  const char *names[NAME_LIMIT];
  size_t name_lengths[NAME_LIMIT];
  int32_t name_count;

  int32_t open[MT_XML_DEPTH_LIMIT];
  int32_t depth;
  int32_t declarations;
  int64_t bytes_fed;

  mt_xml_event *events;
  size_t event_count;
  size_t event_capacity;
  char *text;
  size_t text_count;
  size_t text_capacity;
};

const char *mt_expat_version(void) { return XML_ExpatVersion(); }

/// The first fault counts. Expat may call a handler or two after it has been stopped: they see the status and return.
static void fail(mt_xml_parser *parser, int32_t status) {
  if (parser->status != MT_XML_OK) return;
  parser->status = status;
  parser->fault_line = (int64_t)XML_GetCurrentLineNumber(parser->expat);
  XML_StopParser(parser->expat, XML_FALSE);
}

static int32_t known_name(const mt_xml_parser *parser, const char *name) {
  size_t length = strlen(name);
  for (int32_t index = 0; index < parser->name_count; index++) {
    if (parser->name_lengths[index] == length && memcmp(parser->names[index], name, length) == 0) return index;
  }
  return MT_XML_OTHER;
}

static int32_t innermost(const mt_xml_parser *parser) {
  return parser->depth > 0 ? parser->open[parser->depth - 1] : MT_XML_OTHER;
}

/// A new event at the end of the list; NULL after a fault.
static mt_xml_event *append_event(mt_xml_parser *parser, int32_t kind, int32_t name, int32_t parent) {
  if (parser->event_count == parser->event_capacity) {
    size_t capacity = parser->event_capacity == 0 ? 1024 : 2 * parser->event_capacity;
    mt_xml_event *events = realloc(parser->events, capacity * sizeof *events);
    if (events == NULL) {
      fail(parser, MT_XML_NO_MEMORY);
      return NULL;
    }
    parser->events = events;
    parser->event_capacity = capacity;
  }
  mt_xml_event *event = &parser->events[parser->event_count++];
  *event = (mt_xml_event){.kind = kind, .name = name, .parent = parent, .offset = parser->text_count};
  return event;
}

/// Adds text to the last event.
static void append_text(mt_xml_parser *parser, const char *text, size_t count) {
  if (count == 0) return;
  if (count > parser->text_capacity - parser->text_count) {
    size_t capacity = parser->text_capacity == 0 ? 1 << 16 : parser->text_capacity;
    while (capacity - parser->text_count < count) capacity *= 2;
    char *grown = realloc(parser->text, capacity);
    if (grown == NULL) {
      fail(parser, MT_XML_NO_MEMORY);
      return;
    }
    parser->text = grown;
    parser->text_capacity = capacity;
  }
  memcpy(parser->text + parser->text_count, text, count);
  parser->text_count += count;
  parser->events[parser->event_count - 1].count += count;
}

static void handle_start(void *data, const XML_Char *name, const XML_Char **attributes) {
  mt_xml_parser *parser = data;
  if (parser->status != MT_XML_OK) return;
  if (parser->depth == MT_XML_DEPTH_LIMIT) {
    fail(parser, MT_XML_TOO_DEEP);
    return;
  }
  const char *colon = strrchr(name, ':');
  int32_t known = known_name(parser, colon == NULL ? name : colon + 1);
  int32_t parent = innermost(parser);
  parser->open[parser->depth++] = known;
  if (known == MT_XML_OTHER && parser->depth > 1) return;
  mt_xml_event *event = append_event(parser, MT_XML_START, known, parent);
  if (event == NULL) return;
  event->line = (int64_t)XML_GetCurrentLineNumber(parser->expat);
  if (known == MT_XML_OTHER) return;
  for (; *attributes != NULL; attributes += 2) {
    int32_t attribute = known_name(parser, attributes[0]);
    if (attribute == MT_XML_OTHER) continue;
    size_t count = strlen(attributes[1]);
    if (count > MT_XML_VALUE_LIMIT) continue;
    if (append_event(parser, MT_XML_ATTRIBUTE, attribute, known) == NULL) return;
    append_text(parser, attributes[1], count);
  }
}

static void handle_end(void *data, const XML_Char *name) {
  (void)name;
  mt_xml_parser *parser = data;
  if (parser->status != MT_XML_OK) return;
  int32_t known = parser->open[--parser->depth];
  if (known != MT_XML_OTHER) append_event(parser, MT_XML_END, known, innermost(parser));
}

static void handle_text(void *data, const XML_Char *text, int count) {
  mt_xml_parser *parser = data;
  if (parser->status != MT_XML_OK) return;
  int continues = parser->event_count > 0 && parser->events[parser->event_count - 1].kind == MT_XML_TEXT;
  if (!continues && append_event(parser, MT_XML_TEXT, MT_XML_OTHER, MT_XML_OTHER) == NULL) return;
  append_text(parser, text, (size_t)count);
}

static void handle_entity_declaration(void *data, const XML_Char *name, int is_parameter, const XML_Char *value,
                                      int value_length, const XML_Char *base, const XML_Char *system_id,
                                      const XML_Char *public_id, const XML_Char *notation) {
  (void)name, (void)is_parameter, (void)value, (void)value_length;
  (void)base, (void)system_id, (void)public_id, (void)notation;
  fail(data, MT_XML_ENTITY_DECLARED);
}

static void handle_skipped_entity(void *data, const XML_Char *name, int is_parameter) {
  (void)name, (void)is_parameter;
  fail(data, MT_XML_ENTITY_UNKNOWN);
}

/// Each start of an element looks at the defaults that are declared for it: many of them would cost time without end.
static void handle_attribute_declaration(void *data, const XML_Char *element, const XML_Char *attribute,
                                         const XML_Char *type, const XML_Char *value, int is_required) {
  (void)element, (void)attribute, (void)type, (void)value, (void)is_required;
  mt_xml_parser *parser = data;
  if (++parser->declarations > MT_XML_DECLARATION_LIMIT) fail(parser, MT_XML_TOO_MANY_DECLARATIONS);
}

mt_xml_parser *mt_xml_create(const char *names) {
  mt_xml_parser *parser = calloc(1, sizeof *parser);
  if (parser == NULL) return NULL;
  parser->reason = "no error";
  parser->name_text = strdup(names);
  // Whatever the file declares: it has been decoded.
  parser->expat = XML_ParserCreate("UTF-8");
  if (parser->name_text == NULL || parser->expat == NULL) {
    mt_xml_free(parser);
    return NULL;
  }
  char *rest = parser->name_text;
  for (char *name; (name = strsep(&rest, " ")) != NULL && parser->name_count < NAME_LIMIT;) {
    parser->names[parser->name_count] = name;
    parser->name_lengths[parser->name_count++] = strlen(name);
  }
  XML_SetUserData(parser->expat, parser);
  XML_SetElementHandler(parser->expat, handle_start, handle_end);
  XML_SetCharacterDataHandler(parser->expat, handle_text);
  XML_SetEntityDeclHandler(parser->expat, handle_entity_declaration);
  XML_SetSkippedEntityHandler(parser->expat, handle_skipped_entity);
  XML_SetAttlistDeclHandler(parser->expat, handle_attribute_declaration);
  XML_SetParamEntityParsing(parser->expat, XML_PARAM_ENTITY_PARSING_NEVER);
  return parser;
}

void mt_xml_free(mt_xml_parser *parser) {
  if (parser->expat != NULL) XML_ParserFree(parser->expat);
  free(parser->name_text);
  free(parser->events);
  free(parser->text);
  free(parser);
}

int32_t mt_xml_parse(mt_xml_parser *parser, const void *bytes, size_t count, int32_t is_final) {
  parser->event_count = 0;
  parser->text_count = 0;
  if (parser->status != MT_XML_OK) return parser->status;
  parser->bytes_fed += (int64_t)count;
  enum XML_Status status = XML_Parse(parser->expat, bytes, (int)count, is_final);
  if (status != XML_STATUS_OK && parser->status == MT_XML_OK) {
    enum XML_Error error = XML_GetErrorCode(parser->expat);
    parser->reason = XML_ErrorString(error);
    fail(parser, error == XML_ERROR_NO_MEMORY ? MT_XML_NO_MEMORY : MT_XML_NOT_WELL_FORMED);
  }
  if (parser->status == MT_XML_OK && !is_final) {
    // What is complete has been handled: only the beginning of one tag, comment or the like waits for its end.
    int64_t handled = XML_GetCurrentByteIndex(parser->expat);
    if (parser->bytes_fed - (handled < 0 ? 0 : handled) > MT_XML_TOKEN_LIMIT) fail(parser, MT_XML_TOKEN_TOO_LONG);
  }
  return parser->status;
}

const mt_xml_event *mt_xml_events(const mt_xml_parser *parser) { return parser->events; }
size_t mt_xml_event_count(const mt_xml_parser *parser) { return parser->event_count; }
const void *mt_xml_text(const mt_xml_parser *parser) { return parser->text; }
size_t mt_xml_text_count(const mt_xml_parser *parser) { return parser->text_count; }
int64_t mt_xml_fault_line(const mt_xml_parser *parser) { return parser->fault_line; }
const char *mt_xml_reason(const mt_xml_parser *parser) { return parser->reason; }
