#include "publishers/feed/publisher.hpp"

#include "publishers/feed/document.hpp"
#include "publishers/feed/formats.hpp"
#include "publishers/feed/frozen_draft.hpp"

namespace glossd::publishers::feed {

namespace {

std::string write(config::FeedFormat format, const Document& document) {
    switch (format) {
        case config::FeedFormat::json:
            return write_json_feed(document);
        case config::FeedFormat::rss:
            return write_rss(document);
        case config::FeedFormat::atom:
            break;
    }
    return write_atom(document);
}

}  // namespace

std::string FeedPublisher::freeze(const Draft& draft) const {
    return freeze_draft(draft, !settings_.template_text.empty());
}

Draft FeedPublisher::thaw(const std::string& payload) const {
    return thaw_draft(payload);
}

model::Request FeedPublisher::rewrite(const std::vector<DocumentItem>& items) const {
    return model::FileWriteRequest{settings_.path,
                                   write(settings_.format, make_document(settings_, items))};
}

}  // namespace glossd::publishers::feed
