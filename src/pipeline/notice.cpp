#include "pipeline/notice.hpp"

#include "text/hash.hpp"
#include "text/time_format.hpp"

namespace glossd::pipeline {

void plan_notice(store::Tables& tables, const config::TargetSettings& target,
                 const std::string& text, model::WallTime now) {
    model::Post post;
    post.id = target.name + " " + text::to_rfc3339(now);
    post.text = text;
    post.published = now;
    post.language = "en";
    const auto id = tables.posts.insert(notice_source, post, text::content_hash(post), now);
    const auto delivery = tables.deliveries.plan({.post_id = id,
                                                  .source = notice_source,
                                                  .target = target.name,
                                                  .language = target.language.tag(),
                                                  .priority = 0,
                                                  .created = now});
    const model::TranslatedSegment body{model::SegmentKind::body, text, "", false, true};
    tables.deliveries.set_ready(delivery, {body}, now);
}

}  // namespace glossd::pipeline
