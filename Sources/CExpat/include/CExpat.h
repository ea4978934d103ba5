/// The few functions of expat that the readers of XML need, so that no header of expat is visible to Swift.
#ifndef MT_CEXPAT_H
#define MT_CEXPAT_H

#include <stddef.h>
#include <stdint.h>

/// The version of the library in use, as "expat_2.5.0".
const char *_Nonnull mt_expat_version(void);

/// Turns the bytes of an XML file in UTF-8, piece by piece, into a list of events. Nothing outside the file is ever loaded, and
/// a file that declares entities is refused. Not for use by two threads at once.
typedef struct mt_xml_parser mt_xml_parser;

enum {
  /// An element begins. The outermost one and those with a known name are told, no others.
  MT_XML_START = 0,
  /// An attribute with a known name, of the element with a known name that began last. One whose value has more than
  /// MT_XML_VALUE_LIMIT bytes is not told: it is no language, state or number.
  MT_XML_ATTRIBUTE = 1,
  /// Text, in UTF-8; that of elements whose names are not known too. Ends of lines are LF.
  MT_XML_TEXT = 2,
  /// An element with a known name ends.
  MT_XML_END = 3
};

enum {
  /// Not a name of those that the parser was made for.
  MT_XML_OTHER = -1
};

typedef struct {
  int32_t kind;
  /// Of the element or the attribute: its place in the list of names. MT_XML_OTHER for text.
  int32_t name;
  /// For MT_XML_START and MT_XML_END the name of the element around this one, for MT_XML_ATTRIBUTE that of its element.
  int32_t parent;
  /// The line on which the element begins, from 1. 0 for all other events.
  int64_t line;
  /// Where the text, or the attribute's value, stands in `mt_xml_text`.
  size_t offset;
  size_t count;
} mt_xml_event;

enum {
  MT_XML_OK = 0,
  /// The file is not well-formed: `mt_xml_reason` says how.
  MT_XML_NOT_WELL_FORMED = 1,
  /// An entity is declared.
  MT_XML_ENTITY_DECLARED = 2,
  /// An entity is used that the file does not declare.
  MT_XML_ENTITY_UNKNOWN = 3,
  /// Elements are nested more than MT_XML_DEPTH_LIMIT deep.
  MT_XML_TOO_DEEP = 4,
  /// A tag, a comment or the like has more than MT_XML_TOKEN_LIMIT bytes.
  MT_XML_TOKEN_TOO_LONG = 5,
  /// The document type declares more than MT_XML_DECLARATION_LIMIT attributes.
  MT_XML_TOO_MANY_DECLARATIONS = 7,
  MT_XML_NO_MEMORY = 8
};

enum {
  MT_XML_DEPTH_LIMIT = 256,
  MT_XML_TOKEN_LIMIT = 1 << 20,
  MT_XML_VALUE_LIMIT = 1024,
  MT_XML_DECLARATION_LIMIT = 256
};

/// A parser that knows these names of elements and attributes, at most 64, separated by single spaces. An element is
/// known by its name without a prefix, an attribute by its whole name, as "xml:lang". NULL when there is no memory.
mt_xml_parser *_Nullable mt_xml_create(const char *_Nonnull names);
void mt_xml_free(mt_xml_parser *_Nonnull parser);

/// Reads on and makes the list of events anew. `count` is at most 1 MiB; `is_final` says that the file ends with these
/// bytes. If the status is not MT_XML_OK, the events are those before the fault, and nothing more can be read.
int32_t mt_xml_parse(mt_xml_parser *_Nonnull parser, const void *_Nullable bytes, size_t count, int32_t is_final);

/// The events of the last call, valid until the next.
const mt_xml_event *_Nullable mt_xml_events(const mt_xml_parser *_Nonnull parser);
size_t mt_xml_event_count(const mt_xml_parser *_Nonnull parser);
/// What the offsets of the events count from. NULL if no event has text.
const void *_Nullable mt_xml_text(const mt_xml_parser *_Nonnull parser);
size_t mt_xml_text_count(const mt_xml_parser *_Nonnull parser);

/// The line of the fault, from 1.
int64_t mt_xml_fault_line(const mt_xml_parser *_Nonnull parser);
/// Why the file is not well-formed. The text lives as long as the program.
const char *_Nonnull mt_xml_reason(const mt_xml_parser *_Nonnull parser);

#endif
