#include "engines/deepl/xml.hpp"

#include "engines/line_breaks.hpp"
#include "engines/support.hpp"

using namespace glossd::engines;
using namespace glossd::engines::test;
using deepl::read_xml;

namespace glossd::engines::deepl {
namespace {

std::string xml_of(const Batch& items) {
    const auto sent = mask_line_breaks(items);
    return deepl::write_xml(TagNumbers(sent), 0);
}

}  // namespace

TEST_CASE("text and spans are escaped, spans keep their text for the grammar's sake") {
    CHECK(
        xml_of(batch({{"a", masked("1 < 2 & {0} > 0", {"https://e.org/?a=1&b=<2>"})}})) ==
        "1 &lt; 2 &amp; <x id=\"1\">https://e.org/?a=1&amp;b=&lt;2&gt;</x> &gt; 0<x id=\"2\"></x>");
}

TEST_CASE("runs of line breaks travel as tags and come back as they were") {
    const auto items = batch({{"a", masked("one {0}\ntwo\n\n\nthree", {"@ana"})}});
    const auto sent = mask_line_breaks(items);
    CHECK(deepl::write_xml(TagNumbers(sent), 0) ==
          "one <x id=\"1\">@ana</x><n id=\"2\"/>two<n id=\"3\"/>three<x id=\"4\"></x>");
    const auto masked_again = "uno " + mask(0) + mask(1) + "dos" + mask(2) + "tres";
    CHECK(restore_line_breaks(masked_again, items.items[0].text, sent.items[0].text) ==
          "uno " + mask(0) + "\ndos\n\n\ntres");
}

TEST_CASE("a span that is itself a line break stays a span") {
    const auto items = batch({{"a", masked("a{0}b", {"\n"})}});
    const auto sent = mask_line_breaks(items);
    CHECK(restore_line_breaks("a" + mask(0) + "b", items.items[0].text, sent.items[0].text) ==
          "a" + mask(0) + "b");
}

TEST_CASE("our elements are read in every spelling, and their content is not trusted") {
    CHECK(*read_xml("a<x id=\"1\">@ana</x>b<x id='2'/><n id=\"3\" />") ==
          Pieces{"a", tag(1), "b", tag(2), tag(3)});
    CHECK(*read_xml("<x id=\"1\">changed &lt; <b>content</x>") == Pieces{tag(1)});
    CHECK(read_xml("")->empty());
}

TEST_CASE("entities become characters once") {
    CHECK(*read_xml("&lt;b&gt; &amp;amp; &quot;q&quot; &#39;&#x27; &#128512;") ==
          Pieces{"<b> &amp; \"q\" '' 😀"});
    CHECK(*read_xml("a & b &nope; &; &#0; &#xD800; &#99999999; &") ==
          Pieces{"a & b &nope; &; &#0; &#xD800; &#99999999; &"});
}

TEST_CASE("unknown markup is an error, never text") {
    for (const auto* xml : {"a <b>c</b>", "a < b", "<x>", "<x id=\"1\">", "<x id=\"1\"", "</x>",
                            "<x id=1/>", "<x id=\"\"/>", "<x id=\"a\"/>", "<X id=\"1\"/>",
                            "<x id=\"99999999999999999999\"/>", "<!--c-->"}) {
        INFO(xml);
        CHECK_FALSE(read_xml(xml));
    }
}

}  // namespace glossd::engines::deepl
